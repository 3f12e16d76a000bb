/** What opens an account: passwords, tokens and app keys. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import bcrypt from 'bcrypt';

const cost = 10;

/** Equal in cost to every stored hash, and the hash of nothing that anyone knows. */
const nobodys = '$2b$10$RtoZS4jrHUOYvmb5kRGNbOv3XAIumgSzhFUur0pNmwpH8RBLyAi.W';

/** The bcrypt hash to keep of a password. */
export function hashPassword(password: string): Promise<string> {
  return bcrypt.hash(password, cost);
}

/** Bytes of a password beyond which bcrypt does not look. */
export const passwordBytes = 72;

/**
 * Whether `password` is the one that `hash` was made of. Takes the same time where there is no hash, so that nobody
 * learns from it whether an email has an account.
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const matches = await bcrypt.compare(password, hash ?? nobodys);
  return matches && hash !== undefined && Buffer.byteLength(password) <= passwordBytes;
}

/** A new auth_token or app_key: 43 characters of `A-Za-z0-9_-`. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of an auth_token: its SHA-256. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whether two secrets are the same, told in a time that says nothing of where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(tokenHash(one), tokenHash(other));
}

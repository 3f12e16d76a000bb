/** What the operator decides: environment variables and a `.env` file, checked once (contract §5 and §6). */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** A variable with a value that can not be used. The message is one line that names it and never repeats a secret. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Text of a file; throws as `readFileSync` does. */
export type ReadFile = (path: string) => string;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((number) => number >= min && number <= max, `must be from ${min} to ${max}`);

const list = (isOne: (part: string) => boolean, message: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(isOne), message);

const isAddress = (text: string) => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

function isRange(text: string): boolean {
  const [address = '', ...prefix] = text.split('/');
  return isAddress(address) && (prefix.length === 0 || ipaddr.isValidCIDR(text));
}

function isNameServer(text: string): boolean {
  const parts = /^\[(?<v6>[^\]]*)\](?::(?<v6Port>\d+))?$|^(?<v4>[^:]*):(?<v4Port>\d+)$/.exec(text)?.groups;
  const port = Number(parts?.['v6Port'] ?? parts?.['v4Port'] ?? 53);
  return isIP(parts?.['v6'] ?? parts?.['v4'] ?? text) !== 0 && port >= 1 && port <= 65535;
}

/** A host (a name, or an address without brackets) and a port. */
export type Endpoint = { host: string; port: number };

function endpointOf(text: string): Endpoint | undefined {
  const {
    v6,
    host = v6 ?? '',
    port,
  } = /^(?:\[(?<v6>[^\]]*)\]|(?<host>[^:]*)):(?<port>\d{1,5})$/.exec(text)?.groups ?? {};
  const isHost = v6 === undefined ? isIP(host) === 4 || hostName.test(host) : isIP(v6) === 6;
  const number = Number(port);
  return isHost && number >= 1 && number <= 65535 ? { host, port: number } : undefined;
}

function isPostgresUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  try {
    decodeURIComponent(new URL(text).username + new URL(text).password);
    return true;
  } catch {
    return false;
  }
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const hostName = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?$/i;
const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, { error: `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}` });

const schema = z.object({
  ROLE: oneOf(['all', 'api', 'monitor']).default('all'),
  HOST: z
    .string()
    .refine((host) => isIP(host) !== 0 || hostName.test(host), 'must be an address or a name to listen on, no port')
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65535).default(8443),
  DATABASE_URL: z
    .string()
    .refine(
      isPostgresUrl,
      'must look like postgresql://user:password@host:5432/database (percent-encode what is special)',
    )
    .optional(),
  DATA_DIR: z.string().optional(),
  TLS: oneOf(['on', 'off']).default('on'),
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  TRUST_PROXY: list(isRange, 'must be addresses or ranges like 10.0.0.0/8, separated by commas').default([]),
  BOOTSTRAP_APP_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 characters of A-Z, a-z, 0-9, _ and -')
    .optional(),
  ALLOW_PRIVATE_TARGETS: oneOf(['true', 'false']).optional(),
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 1_000_000).default(600),
  LOGIN_LIMIT_PER_MINUTE: wholeNumber(0, 1_000_000).default(10),
  TOKEN_TTL_DAYS: wholeNumber(1, 36_500).default(90),
  RETENTION_DAYS: wholeNumber(1, 36_500).default(30),
  DNS_SERVERS: list(isNameServer, 'must be addresses like 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53').default([]),
  CANARIES: z
    .string()
    .transform((text) => text.split(',').map((part) => endpointOf(part.trim())))
    .refine(
      (endpoints) => endpoints.every((endpoint) => endpoint !== undefined),
      'must be like example.com:443, 192.0.2.1:443 or [2001:db8::1]:443, separated by commas',
    )
    .transform((endpoints) => endpoints.filter((endpoint) => endpoint !== undefined))
    .default([]),
  METRICS_TOKEN: z
    .string()
    .regex(/^[!-~]{16,}$/, 'must be at least 16 characters of ASCII without blanks')
    .optional(),
  METRICS_PORT: wholeNumber(0, 65535).optional(),
  LOG_LEVEL: oneOf(logLevels).default('info'),
});

/** Names of the variables that the service knows, in the order of `.env.example`. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/** How the server speaks TLS. */
export type TlsSettings =
  { mode: 'off' } | { mode: 'self-signed' } | { mode: 'files'; certFile: string; keyFile: string };

/** How metrics are read: on the main port where there is a token, on a port of their own where there is one. */
export type MetricsSettings = {
  /** What has to be brought, on either port. */
  token: string | undefined;
  /** 0 takes any free port. */
  port: number | undefined;
};

/** What a process does: serve the API, run checks, or both. */
export type Role = 'all' | 'api' | 'monitor';

export type Settings = {
  role: Role;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Undefined: the embedded database. */
  databaseUrl: string | undefined;
  /** Absolute. */
  dataDir: string;
  /** Whether `DATA_DIR` was left to its default: only then may the database choose another place. */
  dataDirIsDefault: boolean;
  tls: TlsSettings;
  /** Addresses and CIDR ranges. */
  trustProxy: string[];
  bootstrapAppKey: string | undefined;
  allowPrivateTargets: boolean;
  /** Requests; 0 is no limit. */
  rateLimitPerMinute: number;
  /** Attempts; 0 is no limit. */
  loginLimitPerMinute: number;
  /** After the last use. */
  tokenTtlDays: number;
  retentionDays: number;
  /** `address` or `address:port`, as `dns.setServers` takes them; empty: the system's. */
  dnsServers: string[];
  /** Hosts that answer unless this machine is cut off. */
  canaries: Endpoint[];
  /** Undefined: no metrics are kept. */
  metrics: MetricsSettings | undefined;
  logLevel: (typeof logLevels)[number];
};

/**
 * The settings in `environment` and, for what it leaves out, in `.env` of the working directory.
 * @throws SettingsError for the first variable that can not be used
 */
export function readSettings(
  environment: Environment = process.env,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): Settings {
  const variables = { ...present(readDotEnv(readFile)), ...present(environment) };
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SettingsError(`${issue?.path.join('.') ?? 'a setting'} ${issue?.message ?? 'is invalid'}`);
  }
  const values = parsed.data;
  refuseTogether(values);
  const production = variables['NODE_ENV'] === 'production';
  return {
    role: values.ROLE,
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(values.DATA_DIR ?? 'data'),
    dataDirIsDefault: values.DATA_DIR === undefined,
    tls: tlsSettings(values, readFile),
    trustProxy: values.TRUST_PROXY,
    bootstrapAppKey: values.BOOTSTRAP_APP_KEY,
    allowPrivateTargets: values.ALLOW_PRIVATE_TARGETS ? values.ALLOW_PRIVATE_TARGETS === 'true' : !production,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    loginLimitPerMinute: values.LOGIN_LIMIT_PER_MINUTE,
    tokenTtlDays: values.TOKEN_TTL_DAYS,
    retentionDays: values.RETENTION_DAYS,
    dnsServers: values.DNS_SERVERS,
    canaries: values.CANARIES,
    metrics: metricsSettings(values),
    logLevel: values.LOG_LEVEL,
  };
}

/** Values that are sound alone and not beside each other. */
function refuseTogether({ ROLE, DATABASE_URL, PORT, METRICS_PORT }: z.infer<typeof schema>): void {
  if (ROLE !== 'all' && DATABASE_URL === undefined) {
    throw new SettingsError(`ROLE ${ROLE} needs DATABASE_URL: the embedded database can not be shared by processes`);
  }
  if (METRICS_PORT !== undefined && METRICS_PORT !== 0 && METRICS_PORT === PORT) {
    throw new SettingsError(`METRICS_PORT must be another port than PORT: ${PORT} is both`);
  }
}

function readDotEnv(readFile: ReadFile): Environment {
  try {
    return parseEnv(readFile(join(process.cwd(), '.env')).replace(/^\uFEFF/, ''));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw new SettingsError(`.env can not be read: ${codeOf(error)}`);
  }
}

/** What has a value: an empty one means "not set", as compose files and shells write it. */
function present(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment).map(([name, value]) => [name, value?.trim() ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function tlsSettings(values: z.infer<typeof schema>, readFile: ReadFile): TlsSettings {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = values;
  if (certFile && !keyFile) throw new SettingsError('TLS_KEY_FILE is missing: TLS_CERT_FILE is set and needs its key');
  if (keyFile && !certFile) throw new SettingsError('TLS_CERT_FILE is missing: TLS_KEY_FILE is set and needs it');
  if (values.TLS === 'off') return { mode: 'off' };
  if (!certFile || !keyFile) return { mode: 'self-signed' };
  for (const [name, file] of Object.entries({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile })) {
    try {
      readFile(file);
    } catch (error) {
      throw new SettingsError(`${name} can not be read: ${codeOf(error)} (${file})`);
    }
  }
  return { mode: 'files', certFile: resolve(certFile), keyFile: resolve(keyFile) };
}

function metricsSettings({
  METRICS_TOKEN: token,
  METRICS_PORT: port,
}: z.infer<typeof schema>): MetricsSettings | undefined {
  return token === undefined && port === undefined ? undefined : { token, port };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}

/** Whole numbers as bytes, small ones as few: seven bits to a byte, the eighth where more follow (LEB128). */

export type Writer = {
  /** 0 to 255. */
  byte(value: number): void;
  /** 0 to 2^53 - 1. */
  number(value: number): void;
  bytes(value: Uint8Array): void;
  /** A copy of what was written since the last one. */
  take(): Buffer;
};

export function createWriter(): Writer {
  let buffer = Buffer.allocUnsafe(4096);
  let length = 0;

  function reserve(more: number): void {
    if (length + more <= buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(2 * buffer.length, length + more));
    buffer.copy(grown, 0, 0, length);
    buffer = grown;
  }

  return {
    byte(value) {
      reserve(1);
      buffer[length] = value;
      length += 1;
    },
    number(value) {
      reserve(8);
      let rest = value;
      while (rest > 0x7f) {
        buffer[length] = (rest % 0x80) | 0x80;
        length += 1;
        rest = Math.floor(rest / 0x80);
      }
      buffer[length] = rest;
      length += 1;
    },
    bytes(value) {
      reserve(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    take() {
      const written = Buffer.from(buffer.subarray(0, length));
      length = 0;
      return written;
    },
  };
}

/** A place in bytes that moves on with each read. */
export type Reader = { readonly bytes: Uint8Array; at: number };

export function readByte(from: Reader): number {
  const value = from.bytes[from.at];
  if (value === undefined) throw new RangeError('packed bytes end too early');
  from.at += 1;
  return value;
}

export function readNumber(from: Reader): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = readByte(from);
    if (byte < 0x80) return value + byte * scale;
    value += (byte - 0x80) * scale;
    scale *= 0x80;
  }
}

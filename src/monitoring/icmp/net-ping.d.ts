/** What we use of net-ping 1.2, which brings no types. */
declare module 'net-ping' {
  /** A request that waits for its reply in `Session.reqs`, under its sequence number. */
  export type Request = {
    id: number;
    retries: number;
    /** Milliseconds. */
    timeout: number;
    target: string;
    callback: (error: Error | null) => void;
  };
  export type RawSocket = {
    on(event: 'message', listener: (buffer: Buffer, source: string) => void): RawSocket;
    removeAllListeners(event: 'message'): RawSocket;
    setOption(level: number, option: number, value: number): void;
  };
  export type Session = {
    sessionId: number;
    reqs: Readonly<Record<number, Request | undefined>>;
    onBeforeSocketSend: (request: Request) => void;
    getSocket(): RawSocket;
    /** A free sequence number, or undefined where all are in use. */
    _generateId(): number | undefined;
    reqQueue(request: Request): void;
    reqRemove(id: number): Request | undefined;
    on(event: 'error' | 'close', listener: (error?: Error) => void): void;
  };
  const netPing: {
    NetworkProtocol: { IPv4: number; IPv6: number };
    createSession(options: {
      networkProtocol: number;
      sessionId: number;
      retries: number;
      packetSize: number;
    }): Session;
  };
  export default netPing;
}

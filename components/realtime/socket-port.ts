/** The little of Socket.IO's client that the core needs; tests bring an in-memory pair instead. */
export interface SocketPort {
  connect(): void;
  disconnect(): void;
  emit(name: string, input: unknown, ack: (answer: unknown) => void): void;
  onConnect(run: () => void): void;
  /** The connection was lost, by either side; also when it had opened and no word of the server's had come. */
  onDisconnect(run: (isStickyMissing?: boolean) => void): void;
  /** A handshake failed. `code` is the server's refusal when it gave one; `isStickyMissing`: a balancer sent polling to another node. */
  onRefused(run: (fault: { code: string | null; isStickyMissing: boolean }) => void): void;
  /** Every event, in order. */
  onEvent(run: (name: string, data: unknown) => void): void;
  /** Any sign of life below the events (the server's ping). */
  onPing(run: () => void): void;
}

export interface Handshake {
  version: number;
  token?: string;
  site?: string;
}

export interface SocketPlace {
  /** Origin of the server; empty = this page's. */
  url: string;
  namespace: "/customer" | "/agent";
  /** Asked anew for each attempt. */
  auth: () => Handshake;
}

export type OpenSocket = (place: SocketPlace) => SocketPort;

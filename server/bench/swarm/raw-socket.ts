/**
 * A Socket.IO client on a bare TCP connection, so that thousands of them leave the machine to the server that is
 * measured: WebSocket only, one namespace, text frames, acknowledgements by number, Engine.IO pings answered.
 * Protocols: RFC 6455, Engine.IO 4, Socket.IO 5.
 */
import { connect, type Socket } from "node:net";

export interface RawSocketOptions {
  port: number;
  /** `/customer`, `/agent`, or `/`. */
  namespace: string;
  auth: unknown;
  headers?: Record<string, string>;
  /** The server took the connection; the handshake begins. */
  onReached?(): void;
  onConnect(): void;
  /** The handshake was refused; the connection is closed then. */
  onRefused(code: string): void;
  /** An event with its one argument, as JSON text that is read only when somebody wants it. */
  onEvent?(name: string, text: string): void;
  onPing?(): void;
  /** Once, however it ended; `wasConnected` false when it never was. */
  onClose(wasConnected: boolean): void;
}

const enum Opcode {
  Text = 1,
  Close = 8,
}

type OnAck = (text: string) => void;

/** One connection; made anew for every attempt. */
export class RawSocket {
  readonly #options: RawSocketOptions;
  readonly #prefix: string;
  #tcp: Socket;
  #rest: Buffer | null = null;
  #isUpgraded = false;
  #isConnected = false;
  #acks: Map<number, OnAck> | null = null;
  #nextAck = 0;

  constructor(options: RawSocketOptions) {
    this.#options = options;
    this.#prefix = options.namespace === "/" ? "" : `${options.namespace},`;
    this.#tcp = connect({ port: options.port, host: "127.0.0.1", noDelay: true });
    const headers = Object.entries({ "User-Agent": USER_AGENT, ...options.headers });
    this.#tcp.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${options.port}\r\nConnection: Upgrade\r\n` +
        `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n` +
        `Origin: http://127.0.0.1:${options.port}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
    );
    if (options.onReached !== undefined) this.#tcp.once("connect", options.onReached);
    this.#tcp.on("data", (chunk: Buffer) => this.#read(chunk));
    // What went wrong shows in the close.
    this.#tcp.on("error", () => undefined);
    this.#tcp.on("close", () => {
      const wasConnected = this.#isConnected;
      this.#isConnected = false;
      this.#acks = null;
      options.onClose(wasConnected);
    });
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** @param onAck reads the answer's JSON text; never called when the connection ends before */
  emit(name: string, input: unknown, onAck: OnAck): void {
    const id = this.#nextAck;
    this.#nextAck += 1;
    (this.#acks ??= new Map()).set(id, onAck);
    this.#send(`42${this.#prefix}${id}${JSON.stringify([name, input])}`);
  }

  close(): void {
    this.#tcp.destroy();
  }

  #read(chunk: Buffer): void {
    const data = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = null;
    let at = 0;
    if (!this.#isUpgraded) {
      const end = data.indexOf("\r\n\r\n");
      if (end < 0) return void (this.#rest = data);
      if (!data.subarray(0, 12).equals(SWITCHING)) return void this.#tcp.destroy();
      this.#isUpgraded = true;
      at = end + 4;
    }
    while (at < data.length) {
      const next = this.#frame(data, at);
      if (next === 0) break;
      at = next;
    }
    if (at < data.length) this.#rest = data.subarray(at);
  }

  /** Reads one frame of the server (unmasked, never fragmented); answers where the next begins, 0 when it is not whole. */
  #frame(data: Buffer, at: number): number {
    if (data.length < at + 2) return 0;
    let length = data[at + 1]! & 0x7f;
    let from = at + 2;
    if (length === 126) {
      if (data.length < at + 4) return 0;
      length = data.readUInt16BE(at + 2);
      from = at + 4;
    } else if (length === 127) {
      if (data.length < at + 10) return 0;
      length = Number(data.readBigUInt64BE(at + 2));
      from = at + 10;
    }
    if (data.length < from + length) return 0;
    const opcode = data[at]! & 0x0f;
    if (opcode === Opcode.Text) this.#packet(data.toString("utf8", from, from + length));
    else if (opcode === Opcode.Close) this.#tcp.destroy();
    return from + length;
  }

  #packet(packet: string): void {
    if (packet === "2") {
      this.#send("3");
      return this.#options.onPing?.();
    }
    if (packet.startsWith("0")) {
      const { namespace, auth } = this.#options;
      return this.#send(`40${namespace === "/" ? "" : `${namespace},`}${JSON.stringify(auth ?? {})}`);
    }
    if (!packet.startsWith("4") || !packet.startsWith(this.#prefix, 2)) return;
    const body = packet.slice(2 + this.#prefix.length);
    switch (packet[1]) {
      case "0":
        this.#isConnected = true;
        return this.#options.onConnect();
      case "1":
        return void this.#tcp.destroy();
      case "2": {
        const comma = body.indexOf(",");
        return this.#options.onEvent?.(body.slice(2, (comma < 0 ? body.length : comma) - 1), body.slice(comma + 1, -1));
      }
      case "3": {
        const bracket = body.indexOf("[");
        const id = Number(body.slice(0, bracket));
        const onAck = this.#acks?.get(id);
        this.#acks?.delete(id);
        return onAck?.(body.slice(bracket + 1, -1));
      }
      case "4": {
        const { data, message } = JSON.parse(body) as { data?: { code?: string }; message: string };
        this.#options.onRefused(data?.code ?? message);
        return void this.#tcp.destroy();
      }
    }
  }

  /** A masked frame whose mask is zero: allowed, and nothing has to be masked. */
  #send(text: string): void {
    const body = Buffer.from(text);
    const isShort = body.length < 126;
    const head = Buffer.alloc(isShort ? 6 : 8);
    head[0] = 0x81;
    head[1] = 0x80 | (isShort ? body.length : 126);
    if (!isShort) head.writeUInt16BE(body.length, 2);
    this.#tcp.write(Buffer.concat([head, body]));
  }
}

const SWITCHING = Buffer.from("HTTP/1.1 101");
/** As long as a browser's, so that the server keeps what it keeps of real ones. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Answerline/bench";

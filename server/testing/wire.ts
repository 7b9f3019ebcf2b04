/**
 * One real socket with nothing clever about it: typed calls, everything heard in order, and waiting for what comes.
 * It never reconnects and never repairs, so a test sees exactly what the server did.
 */
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import type { AgentCommands, AgentEvents } from "../contract/index.ts";
import type { CommandMap, DataOf, EventMap, InputOf, OutputOf } from "../contract/command.ts";
import type { CustomerCommands } from "../contract/customer-commands.ts";
import { RefusedError, type Ack, type Refusal } from "../contract/errors.ts";
import type { CustomerEvents } from "../contract/events.ts";
import { CONTRACT_VERSION } from "../contract/version.ts";

/** Longest wait for anything; long enough for a slow machine, and only a failing test waits it out. */
export const PATIENCE_MS = 10_000;

type NameOf<M> = keyof M & string;

/** Their answers carry what everybody else hears as `item:created`. */
const writing: ReadonlySet<string> = new Set(["message:send", "note:add"]);
const isDone = (ack: unknown): ack is { ok: true; data: unknown } =>
  typeof ack === "object" && ack !== null && "ok" in ack && ack.ok === true;

export interface Heard {
  name: string;
  data: unknown;
}

export interface Wire<C extends CommandMap, E extends EventMap> {
  socket: Socket;
  /** Every event, in order. What this socket wrote itself stands there as `item:created` too, out of its answer. */
  heard: Heard[];
  /** Calls back for all that is heard from now on. */
  onHeard(run: (name: string, data: unknown) => void): void;
  /** Every Socket.IO packet as it came, acknowledgements too. */
  received: string[];
  call<N extends NameOf<C>>(name: N, input: InputOf<C[N]>): Promise<Ack<OutputOf<C[N]>>>;
  /** The same where a refusal is a fault of the test. */
  ask<N extends NameOf<C>>(name: N, input: InputOf<C[N]>): Promise<OutputOf<C[N]>>;
  /** The code a call is refused with. */
  refused<N extends NameOf<C>>(name: N, input: InputOf<C[N]>): Promise<string>;
  /** Anything at all, as a hostile client would. */
  raw(name: string, ...args: unknown[]): Promise<unknown>;
  /** The first event of this name that fits, heard already or yet to come. */
  until<N extends NameOf<E>>(name: N, fits?: (data: DataOf<E[N]>) => boolean): Promise<DataOf<E[N]>>;
  /** Resolves with the next event, whatever it is; false after `ms` without one. */
  next(ms: number): Promise<boolean>;
  /** Resolves with the reason when the connection ends. */
  ended: Promise<string>;
  close(): void;
}

export type CustomerWire = Wire<CustomerCommands, CustomerEvents>;
export type AgentWire = Wire<AgentCommands, AgentEvents>;

export interface WireOptions {
  url: string;
  namespace: string;
  auth?: Record<string, unknown>;
  headers?: Record<string, string>;
  transports?: ("websocket" | "polling")[];
}

export function openSocket({
  url,
  namespace,
  auth = { version: CONTRACT_VERSION },
  headers = {},
  transports = ["websocket"],
}: WireOptions): Socket {
  const options: Partial<ManagerOptions & SocketOptions> = {
    path: "/socket.io",
    transports,
    upgrade: transports.length > 1,
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    auth,
    extraHeaders: headers,
    timeout: PATIENCE_MS,
  };
  return io(`${url}${namespace}`, options);
}

/** Connects; rejects with a RefusedError when the handshake is refused with a code, with its own error otherwise. */
export async function connectWire<C extends CommandMap, E extends EventMap>(options: WireOptions): Promise<Wire<C, E>> {
  const socket = openSocket(options);
  const wire = wireOf<C, E>(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error: Error & { data?: Refusal }) => {
      socket.disconnect();
      reject(error.data?.code === undefined ? error : new RefusedError(error.data.code));
    });
    socket.connect();
  });
  return wire;
}

/** How a handshake ends: `connected`, the code of its refusal, or what the transport said. */
export function handshakeOf(options: WireOptions): Promise<string> {
  return connectWire(options).then(
    (wire) => {
      wire.close();
      return "connected";
    },
    (error: Error) => (error instanceof RefusedError ? error.code : error.message),
  );
}

function wireOf<C extends CommandMap, E extends EventMap>(socket: Socket): Wire<C, E> {
  const heard: Heard[] = [];
  const received: string[] = [];
  const listeners = new Set<() => void>();
  socket.io.on("open", () =>
    socket.io.engine.on("packet", ({ type, data }) => void (type === "message" && received.push(String(data)))),
  );
  const followers: ((name: string, data: unknown) => void)[] = [];
  const hear = (name: string, data: unknown): void => {
    heard.push({ name, data });
    for (const follow of followers) follow(name, data);
    for (const listener of listeners) listener();
  };
  socket.onAny(hear);
  const ended = new Promise<string>((resolve) => socket.once("disconnect", resolve));

  function raw(name: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${name}`)), PATIENCE_MS);
      const settle = (end: () => void) => {
        clearTimeout(timer);
        socket.off("disconnect", lost);
        end();
      };
      const lost = () => settle(() => reject(new Error(`the connection ended before ${name} was answered`)));
      socket.once("disconnect", lost);
      socket.emit(name, ...args, (ack: unknown) => {
        if (writing.has(name) && isDone(ack)) hear("item:created", ack.data);
        settle(() => resolve(ack));
      });
    });
  }
  const call = (name: string, input: unknown) => raw(name, input) as Promise<Ack<never>>;

  return {
    socket,
    heard,
    onHeard: (run) => void followers.push(run),
    received,
    raw,
    ended,
    call,
    async ask(name, input) {
      const ack = await call(name, input);
      if (!ack.ok) throw new Error(`${name} was refused: ${JSON.stringify(ack.error)}`);
      return ack.data;
    },
    async refused(name, input) {
      const ack = await call(name, input);
      return ack.ok ? "not refused" : ack.error.code;
    },
    until(name, fits = () => true) {
      const find = () => heard.find((each) => each.name === name && fits(each.data as never))?.data;
      return new Promise((resolve, reject) => {
        const look = () => {
          const data = find();
          if (data === undefined) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(data as never);
        };
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`${name} did not come; heard ${heard.map((each) => each.name).join(", ")}`));
        }, PATIENCE_MS);
        listeners.add(look);
        look();
      });
    },
    next: (ms) =>
      new Promise((resolve) => {
        const done = (isHeard: boolean) => {
          clearTimeout(timer);
          listeners.delete(hear);
          resolve(isHeard);
        };
        const hear = () => done(true);
        const timer = setTimeout(() => done(false), ms);
        listeners.add(hear);
      }),
    close: () => void socket.disconnect(),
  };
}

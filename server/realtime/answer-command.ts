import { randomUUID } from "node:crypto";
import type { CommandMap, CommandRecord } from "../contract/command.ts";
import { refusalOf, type Ack, type Refusal } from "../contract/errors.ts";
import type { Logger } from "../logging.ts";
import { asRefusal, isLockedOut } from "../store/database.ts";
import type { CallContext } from "../actions/handlers.ts";
import type { CommandLimits } from "./limits.ts";

type AnyHandler = (app: never, me: never, input: never, call: CallContext) => Promise<unknown>;

export interface Door<P> {
  commands: CommandMap;
  handlers: Record<string, AnyHandler>;
  app: unknown;
  limits: CommandLimits;
  log: Logger;
  /** Who is counted, and whether they hold a permission. */
  idOf(me: P): string;
  holds(me: P, record: CommandRecord): boolean;
  failpoints?: CommandFailpoints | undefined;
}

/** Switches of tests and chaos. */
export interface CommandFailpoints {
  /** Awaited at its point; throwing there loses what was to be told. */
  afterAckBeforePublish?(command: string): Promise<void>;
}

/** One constant answer to everything that is not a command here: it tells a stranger nothing. */
const unknown: Ack<never> = { ok: false, error: { code: "not_found" } };

/** Answers one call, then tells others what its handler wants them to hear: committed, acknowledged, published. */
export async function answerCommand<P>(
  door: Door<P>,
  me: P,
  name: unknown,
  input: unknown,
  socket: Pick<CallContext, "socketId" | "join" | "leave">,
  reply: (ack: Ack<unknown>) => void,
): Promise<void> {
  let tell: (() => void) | null = null;
  const call: CallContext = {
    socketId: socket.socketId,
    join: socket.join,
    leave: socket.leave,
    after(run) {
      tell = run;
    },
  };
  reply(await act(door, me, name, input, call));
  if (tell === null) return;
  try {
    await door.failpoints?.afterAckBeforePublish?.(String(name));
    (tell as () => void)();
  } catch (error) {
    // It is stored: whoever should have heard finds it by its number.
    door.log.error({ err: error, command: String(name) }, "what was done could not be told");
  }
}

/**
 * The one way in: command known, permission held, limit kept, input strict, handler run; every fault becomes a refusal
 * with a code, unknown ones `internal` with the id of their log line.
 */
async function act<P>(door: Door<P>, me: P, name: unknown, input: unknown, call: CallContext): Promise<Ack<unknown>> {
  if (typeof name !== "string" || !Object.hasOwn(door.commands, name)) return unknown;
  const record = door.commands[name];
  const handler = door.handlers[name];
  if (record === undefined || handler === undefined || !door.holds(me, record)) return unknown;
  const wait = await door.limits.take(door.idOf(me), name, record.rateLimit);
  if (wait > 0) return { ok: false, error: { code: "slow_down", retryAfterMs: wait } };
  const parsed = record.input.safeParse(input);
  if (!parsed.success) {
    const issues = parsed.error.issues
      .slice(0, 20)
      .map((issue) => ({ path: issue.path.join(".").slice(0, 100), message: issue.message.slice(0, 200) }));
    return { ok: false, error: { code: "invalid", issues } };
  }
  try {
    return { ok: true, data: await handler(door.app as never, me as never, parsed.data as never, call) };
  } catch (error) {
    return { ok: false, error: toRefusal(error, name, door.log) };
  }
}

/** A number or a time that fits the schema and no column (out of range, no date). */
const isNoSuchValue = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "code" in error &&
  ["22003", "22007", "22008"].includes(String(error.code));

function toRefusal(error: unknown, command: string, log: Logger): Refusal {
  const known = refusalOf(asRefusal(error));
  if (known !== null) {
    // What a rule calls its refusal is for us; callers get the contract's code.
    const { issues: _, ...refusal } = known;
    return known.code === "invalid" ? known : refusal;
  }
  if (isNoSuchValue(error)) {
    log.warn({ command }, "a value was refused by the database");
    return { code: "invalid" };
  }
  // A row was held for longer than we wait for one: nothing was done.
  if (isLockedOut(error)) return { code: "slow_down", retryAfterMs: 500 };
  const logId = randomUUID();
  log.error({ err: error, command, logId }, "a command failed");
  return { code: "internal", logId };
}

/** Stops the start when a command has no permission we know, or no handler, or a handler has no command. */
export function assertDoorComplete(
  name: string,
  commands: CommandMap,
  handlers: Record<string, unknown>,
  permissions: readonly string[],
): void {
  for (const [command, record] of Object.entries(commands)) {
    if (!permissions.includes(record.permission))
      throw new Error(`${name}: the command ${command} declares no permission`);
    if (typeof handlers[command] !== "function") throw new Error(`${name}: the command ${command} has no handler`);
  }
  for (const command of Object.keys(handlers)) {
    if (!Object.hasOwn(commands, command)) throw new Error(`${name}: ${command} is handled but not declared`);
  }
}

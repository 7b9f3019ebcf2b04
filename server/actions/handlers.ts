import type { CommandMap, InputOf, OutputOf } from "../contract/command.ts";

/** What a handler may do with the socket it was called on: follow something, or stop; and tell others once it is answered. */
export interface CallContext {
  /** The socket it was called on, as rooms know it: it hears what it did from the answer, others from what is told. */
  socketId: string;
  join(room: string): Promise<void> | void;
  leave(room: string): Promise<void> | void;
  /** Runs when the answer is on its way: whoever sent hears first, then everybody else. Once per call. */
  after(tell: () => void): void;
}

/** One handler per command of a map, complete by type. */
export type Handlers<C extends CommandMap, P, A> = {
  [N in keyof C]: (app: A, me: P, input: InputOf<C[N]>, call: CallContext) => Promise<OutputOf<C[N]>>;
};

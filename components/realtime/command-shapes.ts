import type { Ack } from "#server/contract/errors.ts";
import type {
  AgentCommands,
  CommandMap,
  CustomerCommands,
  DataOf,
  EventMap,
  InputOf,
  OutputOf,
} from "#server/contract/index.ts";

export type NameOf<M> = keyof M & string;
export type CommandInput<C extends CommandMap, N extends NameOf<C>> = InputOf<C[N]>;
export type CommandOutput<C extends CommandMap, N extends NameOf<C>> = OutputOf<C[N]>;
export type EventData<E extends EventMap, N extends NameOf<E>> = DataOf<E[N]>;

/** What a screen passes: the input without the `clientId`, which is made for it. */
export type Intent<C extends CommandMap, N extends NameOf<C>> = Omit<CommandInput<C, N>, "clientId">;

export type CustomerInput<N extends NameOf<CustomerCommands>> = CommandInput<CustomerCommands, N>;
export type CustomerOutput<N extends NameOf<CustomerCommands>> = CommandOutput<CustomerCommands, N>;
export type AgentInput<N extends NameOf<AgentCommands>> = CommandInput<AgentCommands, N>;
export type AgentOutput<N extends NameOf<AgentCommands>> = CommandOutput<AgentCommands, N>;

/** Sends one command; resolves with the ack, never rejects. No way, or no answer in time, is `unavailable`. */
export type Call<C extends CommandMap> = <N extends NameOf<C>>(
  name: N,
  input: CommandInput<C, N>,
  options?: { timeoutMs?: number },
) => Promise<Ack<CommandOutput<C, N>>>;

type HasClientId<I> = string extends keyof I ? false : "clientId" extends keyof I ? true : false;

/** Commands that carry no `clientId`: they change nothing, or may be repeated as they are. (An empty input has every string as key.) */
export type NamesWithoutClientId<C extends CommandMap> = {
  [N in NameOf<C>]: HasClientId<CommandInput<C, N>> extends true ? never : N;
}[NameOf<C>];

import type pg from "pg";

export interface StatementTimes {
  /** Milliseconds spent waiting for each statement since the last call. */
  take(): Record<string, number>;
}

/** Measures how long whoever uses this pool waits for each statement: named ones by name, others by their first word. */
export function timeStatements(pool: pg.Pool): StatementTimes {
  let spent: Record<string, number> = {};
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    // Statements that follow each other without waiting: each is answered for the time since the answer before it.
    let answeredAt = 0;
    const timed = (...given: unknown[]): unknown => {
      const [config] = given;
      const begun = performance.now();
      const note = (): void => {
        const name = nameOf(config);
        const now = performance.now();
        spent[name] = (spent[name] ?? 0) + now - Math.max(begun, answeredAt);
        answeredAt = now;
      };
      const result = query(...given);
      if (result instanceof Promise) result.then(note, note);
      return result;
    };
    Object.assign(client, { query: timed });
  });
  return {
    take() {
      const taken = spent;
      spent = {};
      return taken;
    },
  };
}

function nameOf(config: unknown): string {
  if (typeof config === "string") return config.split(/[\s;]/, 1)[0] ?? "";
  const { name, text } = config as { name?: string; text?: string };
  return name ?? text?.split(/\s/, 1)[0] ?? "";
}

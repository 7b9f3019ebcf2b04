import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { editorIds } from "../store/editors.ts";
import { toStaff, type Publish } from "./publication.ts";

/** What of the asked questions moved: those nobody could answer, or what was learned from feedback. */
export type QuestionNews = "unanswered" | "learned";

/** Told at once, then no sooner than this after the last time. Grouping what is unanswered is work for the server. */
const PAUSE_MS: Record<QuestionNews, number> = { unanswered: 3_000, learned: 1_000 };
const names = { unanswered: "unanswered:changed", learned: "learned:changed" } as const;

/** Tells everybody who edits the library that customers asked or said something; a fault is logged, for the next look sees it too. */
export function createQuestionNews(options: { database: Database; publish: Publish; log: Logger }): {
  moved(what: QuestionNews): void;
  stop(): void;
} {
  const { database, publish, log } = options;
  const pausing = new Map<QuestionNews, NodeJS.Timeout>();
  const waiting = new Set<QuestionNews>();
  let isStopped = false;

  async function tell(what: QuestionNews): Promise<void> {
    try {
      publish((await editorIds(database.main)).map((id) => toStaff(id, names[what], {})));
    } catch (error) {
      if (!isStopped) log.warn({ err: error }, "what customers asked could not be told");
    }
  }

  function moved(what: QuestionNews): void {
    if (isStopped) return;
    if (pausing.has(what)) {
      waiting.add(what);
      return;
    }
    const pause = setTimeout(() => {
      pausing.delete(what);
      if (waiting.delete(what)) moved(what);
    }, PAUSE_MS[what]);
    pause.unref();
    pausing.set(what, pause);
    void tell(what);
  }

  return {
    moved,
    stop() {
      isStopped = true;
      for (const pause of pausing.values()) clearTimeout(pause);
      pausing.clear();
    },
  };
}

/** An App with the real library for tests: a database of its own, trained entries, jobs that run here. */
import { randomUUID } from "node:crypto";
import type { AnswerContent } from "../../contract/library-views.ts";
import { createDraftLibrary } from "../../runtime/draft-library.ts";
import { createLibraryJobs } from "../../runtime/library-jobs.ts";
import { createLibrary } from "../../runtime/library.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { addStaff, createTestApp, type TestApp } from "../person/test-app.ts";
import { saveDraft } from "./edit-drafts.ts";
import { publishLibrary } from "./publish-library.ts";
import { diffLibrary } from "./read-library.ts";

export interface LibraryTest extends TestApp {
  app: App;
  ada: StaffPrincipal;
  /** Saves a new entry's draft; answers with its id. */
  draft(content: Partial<AnswerContent>, id?: string | null, revision?: number): Promise<string>;
  /** Publishes what is drafted; answers with the version. */
  publish(note?: string): Promise<number>;
}

export const once = () => ({ clientId: randomUUID() });

export const contentOf = (more: Partial<AnswerContent> = {}): AnswerContent => ({
  kind: "answer",
  title: "Delivery times",
  body: "Two to four working days.",
  category: "Delivery",
  language: "en",
  teamId: null,
  askerKind: null,
  questions: ["How long does delivery take?"],
  pictureIds: [],
  quickReplies: [],
  followUpIds: [],
  isEnabled: true,
  ...more,
});

export const listInput = (more: object = {}) => ({
  query: "",
  category: null,
  isUncategorised: false,
  language: null,
  health: null,
  state: null,
  sort: "title" as const,
  after: null,
  limit: 100,
  ...more,
});

export const diffInput = (more: object = {}) => ({
  of: "drafts" as const,
  ids: null,
  after: null,
  limit: 50,
  ...more,
});

export async function createLibraryTest(): Promise<LibraryTest> {
  const test = await createTestApp();
  const { database, siteId, log, publish } = test.app;
  const library = createLibrary({ database, siteId, log });
  const drafts = createDraftLibrary({ database, siteId, library, log, onTrained: () => undefined });
  const jobs = createLibraryJobs({ database, siteId, publish, log });
  const app: App = { ...test.app, library, drafts, jobs };
  await library.load();
  const ada = await addStaff(test.app, "Ada", ["admin"]);
  return {
    ...test,
    app,
    ada,
    async draft(content, id = null, revision = 0) {
      const saved = await saveDraft(app, ada, {
        ...once(),
        id: id as never,
        content: contentOf(content),
        expectedRevision: revision,
      });
      if (saved.result !== "saved") throw new Error("the draft was stale");
      return saved.id;
    },
    async publish(note = "") {
      const { print } = await diffLibrary(app, ada, diffInput());
      const done = await publishLibrary(app, ada, { ...once(), note, expectedDrafts: print, ids: null });
      if (done.result !== "published") throw new Error(done.result);
      return done.version;
    },
    async close() {
      await jobs.stop();
      drafts.stop();
      library.stop();
      await test.close();
    },
  };
}

import type { CustomerCommands } from "../../contract/customer-commands.ts";
import { toCustomerItem, type CustomerItem } from "../../contract/customer-items.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { Item } from "../../contract/items.ts";
import type { CustomerConversation } from "../../contract/customer-views.ts";
import { peopleOnline } from "../../runtime/places.ts";
import { doorOf } from "../../runtime/tell-timers.ts";
import { chapterOf, chaptersOf, publicItemsAfter, publicItemsBefore } from "../../store/chapters.ts";
import { teamForCustomer } from "../../store/choose-team.ts";
import { greetCustomer } from "../../store/customers.ts";
import { siteById } from "../../store/site.ts";
import type { App, CustomerPrincipal } from "../app.ts";
import { returnToLine } from "../handoff/return-to-line.ts";
import { headAsNewAs } from "../head-as-new-as.ts";

const PAGE = 50;
/** Chapters looked through for one page: enough for fifty items of very short ones. */
const CHAPTERS = 20;

const toPublic = (items: readonly Item[]): CustomerItem[] => items.map(toCustomerItem).filter((item) => item !== null);

const asNewAs = (app: App, customerId: string, chapter: CustomerConversation, newest: CustomerItem | undefined) =>
  headAsNewAs(chapter, newest?.seq ?? 0, () => chapterOf(app.database.main, customerId, chapter.id));

/** The newest chapters and their newest items, oldest first, until a page is full. */
async function page(
  app: App,
  customerId: string,
  from: { chapter: CustomerConversation; beforeSeq: number } | null,
): Promise<{ conversations: CustomerConversation[]; items: CustomerItem[]; hasEarlier: boolean }> {
  const sql = app.database.main;
  const older = await chaptersOf(sql, customerId, from?.chapter.id ?? null, CHAPTERS);
  const chapters = from === null ? older : [from.chapter, ...older];
  const conversations: CustomerConversation[] = [];
  let items: CustomerItem[] = [];
  let hasEarlier = false;
  for (const chapter of chapters) {
    const room = PAGE - items.length;
    if (room <= 0) {
      hasEarlier = true;
      break;
    }
    const beforeSeq = from !== null && chapter.id === from.chapter.id ? from.beforeSeq : null;
    const found = toPublic(await publicItemsBefore(sql, chapter.id, beforeSeq, room + 1));
    conversations.unshift(await asNewAs(app, customerId, chapter, found.at(-1)));
    items = [...found.slice(-room), ...items];
    if (found.length > room) {
      hasEarlier = true;
      break;
    }
  }
  return { conversations, items, hasEarlier: hasEarlier || older.length === CHAPTERS };
}

/** The thread as it is now. */
export async function openThread(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["thread:open"]>,
): Promise<OutputOf<CustomerCommands["thread:open"]>> {
  const sql = app.database.main;
  const [site, profile, first, teamId] = await Promise.all([
    siteById(sql, me.siteId),
    greetCustomer(sql, me.customerId, input.pageUrl),
    page(app, me.customerId, null),
    teamForCustomer(sql, me.customerId),
  ]);
  if (site === null || profile === null) throw new RefusedError("signed_out");
  const live = first.conversations.at(-1);
  if (live !== undefined && live.state !== "closed") {
    app.noteCustomerFollows(me.customerId, live.id);
    // Told by events, as any other way into the line.
    void returnToLine(app, me, live, first.items);
  }
  return {
    site: site.view,
    customer: profile,
    ...first,
    place: live?.state === "waiting" ? app.placeOf(live.id) : null,
    peopleOnline: peopleOnline(app.dispatcher.state),
    hours: teamId === null ? null : doorOf(app.dispatcher.state, teamId),
  };
}

/** Fifty items before a known one. */
export async function openEarlier(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["thread:earlier"]>,
): Promise<OutputOf<CustomerCommands["thread:earlier"]>> {
  const chapter = await chapterOf(app.database.main, me.customerId, input.conversationId);
  if (chapter === null) throw new RefusedError("not_found");
  return page(app, me.customerId, { chapter, beforeSeq: input.beforeSeq });
}

/** What is missing of one chapter. */
export async function resumeChapter(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["stream:resume"]>,
): Promise<OutputOf<CustomerCommands["stream:resume"]>> {
  const chapter = await chapterOf(app.database.main, me.customerId, input.conversationId);
  if (chapter === null) throw new RefusedError("not_found");
  const { items: found, isDone } = await publicItemsAfter(app.database.main, chapter.id, input.afterSeq);
  const items = toPublic(found);
  if (isDone) void returnToLine(app, me, chapter, items);
  return { conversation: await asNewAs(app, me.customerId, chapter, items.at(-1)), items, isDone };
}

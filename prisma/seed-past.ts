import { v7 as uuidv7 } from "uuid";
import { Prisma } from "./generated/client.ts";
import { demoCustomers } from "./scenarios/demo-shop/customers.ts";
import { demoHistory } from "./scenarios/demo-shop/history.ts";
import type { HistoryRequest } from "./scenarios/demo-shop/history-item.ts";
import { demoRequests } from "./scenarios/demo-shop/requests.ts";
import { ConversationScribe, type HistoryNames } from "./seed-history.ts";

export interface PastOptions {
  siteId: string;
  /** The moment the past is counted back from, epoch ms. */
  now: number;
  answers: ReadonlyMap<string, { id: string; title: string; body: string }>;
  people: ReadonlyMap<string, { id: string; name: string }>;
  teams: ReadonlyMap<string, { id: string; name: string }>;
}

/** Customers, closed conversations and waiting requests of the demo. */
export async function seedPast(transaction: Prisma.TransactionClient, options: PastOptions): Promise<void> {
  const { siteId, now } = options;
  const names: HistoryNames = {
    answer: (key) => must(options.answers, key),
    person: (key) => must(options.people, key),
    team: (key) => must(options.teams, key),
  };
  const customers = new Map(demoCustomers.map((customer) => [customer.key, { ...customer, id: uuidv7() }]));
  const begin = (of: { customerKey: string; openedAgoMs: number }) =>
    new ConversationScribe(uuidv7(), must(customers, of.customerKey), now - of.openedAgoMs, names);

  const chapters = demoHistory.map((past) => ({ past, scribe: begin(past).tell(past.items) }));
  const requests = demoRequests.map((request) => ({ past: request, scribe: begin(request).tell(request.items) }));
  const all = [...chapters, ...requests];

  await transaction.customer.createMany({
    data: [...customers.values()].map(({ id, key, name, contact, language }) => {
      const own = all.filter(({ past }) => past.customerKey === key);
      return {
        id,
        siteId,
        name,
        contact,
        language,
        isDemo: true,
        createdAt: new Date(Math.min(now, ...own.map(({ past }) => now - past.openedAgoMs))),
        lastSeenAt: new Date(
          own.length === 0 ? now : Math.max(...own.map(({ scribe }) => scribe.items.at(-1)?.createdAt.getTime() ?? 0)),
        ),
      };
    }),
  });
  for (const { past, scribe } of requests)
    await storeRequest(transaction, siteId, past, scribe, must(customers, past.customerKey).id, names);
  await transaction.conversation.createMany({
    data: all.map(({ past, scribe }) =>
      conversationRow(siteId, must(customers, past.customerKey).id, past, scribe, now),
    ),
  });
  await transaction.item.createMany({ data: all.flatMap(({ scribe }) => scribe.items) });
  await transaction.cursor.createMany({ data: chapters.flatMap(({ scribe }) => cursorsOf(scribe)) });
  await countOpinions(
    transaction,
    options.siteId,
    all.flatMap(({ scribe }) => scribe.opinions),
  );
}

function conversationRow(
  siteId: string,
  customerId: string,
  past: { language: string; openedAgoMs: number },
  scribe: ConversationScribe,
  now: number,
): Prisma.ConversationCreateManyInput {
  const {
    id,
    teamId,
    assigneeId,
    handedOffAt,
    closedAt,
    closeReason,
    outcome,
    rating,
    lastText,
    lastAuthorKind,
    lastAt,
  } = scribe;
  return {
    ...scribe.head,
    id,
    siteId,
    customerId,
    teamId,
    assigneeId,
    handedOffAt,
    closedAt,
    closeReason,
    rating,
    lastText,
    lastAuthorKind,
    lastAt,
    outcome: outcome ?? Prisma.DbNull,
    language: past.language,
    state: closedAt === null ? "library" : "closed",
    turn: closedAt === null ? "customer" : "nobody",
    turnSince: closedAt ?? lastAt,
    openedAt: new Date(now - past.openedAgoMs),
    isDemo: true,
  };
}

/** The request's own line in the log carries its number, so its row comes first. */
async function storeRequest(
  transaction: Prisma.TransactionClient,
  siteId: string,
  past: HistoryRequest,
  scribe: ConversationScribe,
  customerId: string,
  names: HistoryNames,
): Promise<void> {
  const { text, contact, storedAfterMs, teamKey } = past;
  const createdAt = scribe.timeOf(storedAfterMs);
  const { id, number } = await transaction.serviceRequest.create({
    data: {
      id: uuidv7(),
      siteId,
      customerId,
      conversationId: scribe.id,
      teamId: names.team(teamKey).id,
      text,
      contact,
      isDemo: true,
      createdAt,
    },
    select: { id: true, number: true },
  });
  scribe.add(
    "request",
    { kind: "customer", id: customerId, name: null },
    { requestId: id as never, number, text, contact, isAutomatic: false },
    storedAfterMs,
  );
}

/** Whoever was there has read everything. Customers count public numbers. */
function cursorsOf(scribe: ConversationScribe): Prisma.CursorCreateManyInput[] {
  const { seq, publicSeq } = scribe.head;
  const agents = new Set(scribe.items.filter((item) => item.authorKind === "agent").map((item) => item.authorId));
  return [
    { conversationId: scribe.id, reader: "customer", deliveredSeq: publicSeq, readSeq: publicSeq },
    ...[...agents].map((reader) => ({ conversationId: scribe.id, reader, deliveredSeq: seq, readSeq: seq })),
  ];
}

async function countOpinions(
  transaction: Prisma.TransactionClient,
  siteId: string,
  opinions: ConversationScribe["opinions"],
): Promise<void> {
  for (const id of new Set(opinions.map(({ answerId }) => answerId))) {
    const own = opinions.filter(({ answerId }) => answerId === id);
    await transaction.answerHealth.create({
      data: {
        answerId: id,
        siteId,
        asked: own.length,
        helpful: own.filter(({ isHelpful }) => isHelpful === true).length,
        notHelpful: own.filter(({ isHelpful }) => isHelpful === false).length,
      },
    });
  }
}

function must<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key);
  if (found === undefined) throw new Error(`the demo names ${key}, which is not there`);
  return found;
}

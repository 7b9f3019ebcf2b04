import type { AgentSuggestion, assistCommands } from "../../contract/assist-commands.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { fillReply } from "../../contract/fill-reply.ts";
import type { CannedReply } from "../../contract/views.ts";
import { assistTurn, type AssistTurn } from "../../store/assist-turn.ts";
import { listCannedReplies } from "../../store/canned.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { requireReader } from "../conversation/open-conversation.ts";
import { rankReplies, type Sought } from "./rank-replies.ts";

type Commands = typeof assistCommands;
type Ranked = { value: number; suggestion: AgentSuggestion };

const MOST_ANSWERS = 5;
/** The library's own limit for what is worth a line. */
const LEAST_DEGREE = 0.05;
const MOST_REPLIES = 2;
/** Below this likeness a canned reply is named by chance. */
const LEAST_LIKENESS = 0.33;
/** Candidates whose words help to find a canned reply. */
const HELPING = 3;
/** What the library's greeting counts while nobody of us has written: a hello is then in place. */
const GREETING_WEIGHT = 0.5;

/** Answers and canned replies for the customer's current turn, or for words typed into the search; the likeliest first. */
export async function suggest(
  app: App,
  me: StaffPrincipal,
  input: InputOf<Commands["assist:suggest"]>,
): Promise<OutputOf<Commands["assist:suggest"]>> {
  const { conversationId } = input;
  await requireReader(app, me, conversationId);
  const sql = app.database.main;
  const [turn, replies] = await Promise.all([assistTurn(sql, conversationId), listCannedReplies(sql, app.siteId)]);
  if (turn === null) throw new RefusedError("not_found");
  const question = input.text?.trim() ? input.text : turn.question;
  const teamId = app.dispatcher.state.conversations.get(conversationId)?.teamId;
  const single = teamId === undefined ? null : (app.dispatcher.state.teams.get(teamId)?.thresholds?.single ?? null);
  if (question === null || question.trim() === "") return { question: null, itemId: null, single, suggestions: [] };
  const isTurn = question === turn.question;
  const { answers, helping } = readLibrary(app, question, turn, isTurn);
  const sought: Sought[] = [
    { text: question, weight: 1 },
    ...helping,
    // The library's own greeting, so it holds for every language the shop has.
    ...(isTurn && turn.greeting !== null ? [{ text: turn.greeting, weight: GREETING_WEIGHT }] : []),
  ];
  const canned = isTurn ? fitting(replies, sought, turn, me.name) : [];
  return {
    question,
    itemId: isTurn ? (turn.itemId as never) : null,
    single,
    suggestions: [...answers, ...canned].toSorted((a, b) => b.value - a.value).map(({ suggestion }) => suggestion),
  };
}

/** The library's answers with their degrees, less those an agent has just sent; and what its best entries say. */
function readLibrary(
  app: App,
  question: string,
  turn: AssistTurn,
  isTurn: boolean,
): { answers: Ranked[]; helping: Sought[] } {
  const sent = new Set(isTurn ? turn.sentAfter.map(({ answerId }) => answerId) : []);
  const found = app.library.match(question, MOST_ANSWERS + 3, { askerKind: turn.askerKind });
  const entries = found.candidates.flatMap(({ answerId, degree }) => {
    const entry = app.library.answer(answerId);
    return entry === undefined ? [] : [{ entry, degree }];
  });
  const answers = entries
    .filter(({ entry, degree }) => entry.kind === "answer" && degree >= LEAST_DEGREE && !sent.has(entry.id))
    .slice(0, MOST_ANSWERS)
    .map(({ entry: { id, title, body }, degree }) => ({
      value: degree,
      suggestion: { kind: "answer" as const, answerId: id as never, title, body, degree },
    }));
  const helping = entries
    .slice(0, HELPING)
    .map(({ entry: { title, body }, degree }) => ({ text: `${title} ${body}`, weight: degree }));
  return { answers, helping };
}

/** Canned replies of the conversation's language that fit and have not been said in it. */
function fitting(
  replies: readonly CannedReply[],
  sought: readonly Sought[],
  turn: AssistTurn,
  agentName: string,
): Ranked[] {
  const filled = replies
    .filter((reply) => primary(reply.language) === primary(turn.language))
    .map((reply) => ({ ...reply, body: fillReply(reply.body, { customerName: turn.customerName, agentName }) }))
    .filter(({ body }) => !turn.sentTexts.has(body.trim()));
  // Names say nothing about what a reply is for.
  const words = replies.map(({ id, title, shortcut, body }) => ({
    id,
    text: `${title} ${shortcut} ${fillReply(body, { customerName: null, agentName: "" })}`,
  }));
  const byId = new Map(filled.map((reply) => [reply.id, reply]));
  return rankReplies(words, sought)
    .flatMap(({ id, likeness }) => {
      const reply = byId.get(id);
      if (reply === undefined || likeness < LEAST_LIKENESS) return [];
      const { shortcut, title, body } = reply;
      return [{ value: likeness, suggestion: { kind: "reply" as const, replyId: id, shortcut, title, body } }];
    })
    .slice(0, MOST_REPLIES);
}

const primary = (language: string): string => language.split("-")[0] ?? language;

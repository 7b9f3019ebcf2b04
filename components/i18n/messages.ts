import type { Locale } from "./locales.ts";
import enAnswers from "./messages/en/answers.json";
import enCommon from "./messages/en/common.json";
import enCustomer from "./messages/en/customer.json";
import enDashboard from "./messages/en/dashboard.json";
import enDecision from "./messages/en/decision.json";
import enErrors from "./messages/en/errors.json";
import enMessageBox from "./messages/en/message-box.json";
import enPeople from "./messages/en/people.json";
import enRouting from "./messages/en/routing.json";
import enSettings from "./messages/en/settings.json";
import enSignIn from "./messages/en/sign-in.json";
import enThread from "./messages/en/thread.json";
import enWorkbench from "./messages/en/workbench.json";
import zhAnswers from "./messages/zh/answers.json";
import zhCommon from "./messages/zh/common.json";
import zhCustomer from "./messages/zh/customer.json";
import zhDashboard from "./messages/zh/dashboard.json";
import zhDecision from "./messages/zh/decision.json";
import zhErrors from "./messages/zh/errors.json";
import zhMessageBox from "./messages/zh/message-box.json";
import zhPeople from "./messages/zh/people.json";
import zhRouting from "./messages/zh/routing.json";
import zhSettings from "./messages/zh/settings.json";
import zhSignIn from "./messages/zh/sign-in.json";
import zhThread from "./messages/zh/thread.json";
import zhWorkbench from "./messages/zh/workbench.json";

const en = {
  answers: enAnswers,
  common: enCommon,
  customer: enCustomer,
  dashboard: enDashboard,
  decision: enDecision,
  errors: enErrors,
  "message-box": enMessageBox,
  people: enPeople,
  routing: enRouting,
  settings: enSettings,
  "sign-in": enSignIn,
  thread: enThread,
  workbench: enWorkbench,
};

/** All words of the product, by area: `useTranslations("workbench")` reads `messages/<locale>/workbench.json`. */
export type Messages = typeof en;
export type Area = keyof Messages;

const zh: Messages = {
  answers: zhAnswers,
  common: zhCommon,
  customer: zhCustomer,
  dashboard: zhDashboard,
  decision: zhDecision,
  errors: zhErrors,
  "message-box": zhMessageBox,
  people: zhPeople,
  routing: zhRouting,
  settings: zhSettings,
  "sign-in": zhSignIn,
  thread: zhThread,
  workbench: zhWorkbench,
};

export const messagesByLocale: Record<Locale, Messages> = { en, zh };

/** The words of some areas only: what a page sends to the browser. */
export function pickAreas(messages: Messages, areas: readonly Area[]): Partial<Messages> {
  return Object.fromEntries(areas.map((area) => [area, messages[area]]));
}

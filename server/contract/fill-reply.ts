/** What a canned reply's placeholders stand for. */
export interface ReplyNames {
  customerName: string | null;
  agentName: string;
}

const agent = /\{\{\s*agent(?:\.name)?\s*\}\}|\{agent\}/g;
const customer = /\{\{\s*customer(?:\.name)?\s*\}\}|\{customer\}/g;
const customerWithComma = new RegExp(String.raw`[ ,，、]*(?:${customer.source})`, "g");

/**
 * Puts names for `{{customer.name}}` and `{{agent.name}}` (short: `{customer}`, `{agent}`). A customer without a name is
 * not addressed by one: the placeholder goes, with the comma or space before it, so that "Hello {{customer.name}}," reads
 * "Hello,". A name is put in as it is: braces in it are not read again.
 */
export function fillReply(body: string, { customerName, agentName }: ReplyNames): string {
  const isNamed = customerName !== null && customerName.trim() !== "";
  const marked = isNamed ? body : body.replace(customerWithComma, "").replace(/^[\s,，、]+/, "");
  // One pass: a customer called "{agent}" stays so.
  return marked.replace(
    new RegExp(`(${agent.source})|(${customer.source})`, "g"),
    (_all, isAgent: string | undefined) => (isAgent === undefined ? (customerName ?? "") : agentName),
  );
}

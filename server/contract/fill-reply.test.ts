import { describe, expect, it } from "vitest";
import { fillReply } from "./fill-reply.ts";

describe("fillReply", () => {
  it("puts in both names, as they are", () => {
    expect(
      fillReply("Hello {{customer.name}}, I’m {{ agent.name }}.", { customerName: "Mar$&", agentName: "Lin" }),
    ).toBe("Hello Mar$&, I’m Lin.");
  });

  it("does not address a customer without a name by one", () => {
    const nobody = { customerName: null, agentName: "Lin" };
    expect(fillReply("Hello {{customer.name}}, I’m {{agent.name}}.", nobody)).toBe("Hello, I’m Lin.");
    expect(fillReply("Of course, {{customer.name}}. Now", nobody)).toBe("Of course. Now");
    expect(fillReply("{{customer.name}}，您好", nobody)).toBe("您好");
    expect(fillReply("Hello {customer}, I’m {agent}.", nobody)).toBe("Hello, I’m Lin.");
  });

  it("takes the short placeholders too, and does not read a name again", () => {
    expect(fillReply("{customer}, this is {agent}", { customerName: "{agent}", agentName: "{{customer.name}}" })).toBe(
      "{agent}, this is {{customer.name}}",
    );
  });
});

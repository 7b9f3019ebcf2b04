import type { Collision } from "../../answers/collisions.ts";
import type { CollisionView } from "../../contract/library-views.ts";

/** A collision with the entries' titles. */
export function toCollision(
  { questionA, answerA, answerB, degree, isExact }: Collision,
  entries: { get(id: string): { title: string } | undefined },
): CollisionView {
  return {
    question: questionA,
    answerId: answerA as CollisionView["answerId"],
    title: entries.get(answerA)?.title ?? "",
    otherId: answerB as CollisionView["otherId"],
    otherTitle: entries.get(answerB)?.title ?? "",
    degree,
    isDuplicate: isExact,
  };
}

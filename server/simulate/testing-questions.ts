import type { JudgedQuestion } from "./questions.ts";
import { streamOf } from "./draws.ts";

/** Test support: calibrated questions without a library; a degree says how often the first candidate is right. */
export function calibratedQuestions(count = 400): JudgedQuestion[] {
  const random = streamOf(5, 5);
  return Array.from({ length: count }, (_, at): JudgedQuestion => {
    const isInScope = at % 4 !== 0;
    const degree = isInScope ? Math.sqrt(random()) : random() * 0.5;
    const candidates = [
      { answerId: `answer-${at}`, kind: "answer" as const, degree },
      { answerId: `other-${at}`, kind: "answer" as const, degree: (1 - degree) / 2 },
    ];
    return { candidates, degree, isRight: isInScope && random() < degree, isInScope };
  });
}

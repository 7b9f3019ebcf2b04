-- The answer library with drafts and versions, the record of what was asked, and what is learned from it.
-- The release before runs on: it reads and writes "answers" as it did.

-- AlterTable
ALTER TABLE "media" ADD COLUMN     "is_library" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "answers" ADD COLUMN     "asker_kind" TEXT,
ADD COLUMN     "follow_up_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "picture_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "quick_replies" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "answer_health" (
    "answer_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "helpful" INTEGER NOT NULL DEFAULT 0,
    "not_helpful" INTEGER NOT NULL DEFAULT 0,
    "led_to_person" INTEGER NOT NULL DEFAULT 0,
    "last_asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "answer_health_pkey" PRIMARY KEY ("answer_id")
);

-- CreateTable
CREATE TABLE "answer_drafts" (
    "site_id" UUID NOT NULL,
    "answer_id" UUID NOT NULL,
    "content" JSONB,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "based_on_version" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by_name" TEXT,

    CONSTRAINT "answer_drafts_pkey" PRIMARY KEY ("answer_id")
);

-- CreateTable
CREATE TABLE "library_versions" (
    "site_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "rolled_back_to" INTEGER,
    "change_count" INTEGER NOT NULL,

    CONSTRAINT "library_versions_pkey" PRIMARY KEY ("site_id","number")
);

-- CreateTable
CREATE TABLE "library_changes" (
    "site_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "answer_id" UUID NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "library_changes_pkey" PRIMARY KEY ("site_id","number","answer_id")
);

-- CreateTable
CREATE TABLE "asked_questions" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "team_id" UUID,
    "conversation_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "reply_item_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "text" TEXT NOT NULL,
    "language" TEXT,
    "category" TEXT,
    "say" TEXT NOT NULL,
    "degree" DOUBLE PRECISION,
    "mean" DOUBLE PRECISION,
    "answer_id" UUID,
    "single_threshold" DOUBLE PRECISION,
    "mean_threshold" DOUBLE PRECISION,
    "threshold_reason" TEXT,
    "candidates" JSONB NOT NULL DEFAULT '[]',
    "base_single" DOUBLE PRECISION,
    "base_mean" DOUBLE PRECISION,
    "free_seats" INTEGER,
    "total_seats" INTEGER,
    "waiting" INTEGER,
    "prompt_cause" TEXT,
    "is_prompt_declined" BOOLEAN NOT NULL DEFAULT false,
    "model_id" UUID,
    "is_helpful" BOOLEAN,
    "right_answer_id" UUID,
    "right_by_name" TEXT,
    "handed_off_at" TIMESTAMPTZ(3),
    "served_at" TIMESTAMPTZ(3),
    "is_resolved_by_library" BOOLEAN,
    "handled_at" TIMESTAMPTZ(3),
    "handled_as" TEXT,
    "feedback_at" TIMESTAMPTZ(3),

    CONSTRAINT "asked_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "learned_pairs" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "answer_id" UUID NOT NULL,
    "is_right" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,
    "asked_question_id" UUID,
    "by_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "learned_pairs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "learned_bases" (
    "site_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "category" TEXT NOT NULL DEFAULT '',
    "state" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "learned_bases_pkey" PRIMARY KEY ("site_id","team_id","category")
);

-- CreateTable
CREATE TABLE "library_jobs" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "share" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "staff_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "about" JSONB NOT NULL,
    "result" JSONB,
    "payload" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancel_asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "library_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "answer_health_site_id_idx" ON "answer_health"("site_id");

-- CreateIndex
CREATE INDEX "answer_drafts_site_id_idx" ON "answer_drafts"("site_id");

-- CreateIndex
CREATE INDEX "library_changes_answer_id_number_idx" ON "library_changes"("answer_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "asked_questions_item_id_key" ON "asked_questions"("item_id");

-- CreateIndex
CREATE INDEX "asked_questions_conversation_id_asked_at_idx" ON "asked_questions"("conversation_id", "asked_at");

-- CreateIndex
CREATE INDEX "asked_questions_site_id_asked_at_idx" ON "asked_questions"("site_id", "asked_at");

-- CreateIndex
CREATE INDEX "asked_questions_answer_id_asked_at_idx" ON "asked_questions"("answer_id", "asked_at");

-- CreateIndex
CREATE INDEX "learned_pairs_site_id_created_at_idx" ON "learned_pairs"("site_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "learned_pairs_asked_question_id_source_key" ON "learned_pairs"("asked_question_id", "source");

-- CreateIndex
CREATE INDEX "library_jobs_site_id_created_at_idx" ON "library_jobs"("site_id", "created_at");

-- AddForeignKey
ALTER TABLE "asked_questions" ADD CONSTRAINT "asked_questions_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learned_bases" ADD CONSTRAINT "learned_bases_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── below: what Prisma cannot say ────────────────────────────────────────────────────────────────────────────────────────

-- Text that the list is searched in: folded, so that a plain substring finds it in any script.
CREATE FUNCTION library_search(p_title text, p_category text, p_questions text[], p_body text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(normalize(p_title || E'\n' || coalesce(p_category, '') || E'\n' || array_to_string(p_questions, E'\n') || E'\n' || p_body, NFKC))
$$;

CREATE FUNCTION library_search(p_content jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN p_content IS NULL THEN '' ELSE library_search(p_content->>'title', p_content->>'category',
    ARRAY(SELECT jsonb_array_elements_text(p_content->'questions')), p_content->>'body') END
$$;

-- Entries of a few thousand letters stay whole in their row: the list looks through all of them.
ALTER TABLE "answers" SET (toast_tuple_target = 8160);
ALTER TABLE "answer_drafts" SET (toast_tuple_target = 8160);
ALTER TABLE "answers" ADD COLUMN "search" text GENERATED ALWAYS AS (library_search("title", "category", "questions", "body")) STORED;
ALTER TABLE "answer_drafts" ADD COLUMN "search" text GENERATED ALWAYS AS (library_search("content")) STORED;
-- What the list shows and filters by, so that it need not open every draft.
ALTER TABLE "answer_drafts" ADD COLUMN "kind" text GENERATED ALWAYS AS ("content"->>'kind') STORED,
  ADD COLUMN "title" text GENERATED ALWAYS AS ("content"->>'title') STORED,
  ADD COLUMN "category" text GENERATED ALWAYS AS ("content"->>'category') STORED,
  ADD COLUMN "language" text GENERATED ALWAYS AS ("content"->>'language') STORED,
  ADD COLUMN "is_enabled" boolean GENERATED ALWAYS AS (("content"->>'isEnabled')::boolean) STORED,
  ADD COLUMN "is_removal" boolean GENERATED ALWAYS AS ("content" IS NULL) STORED;

INSERT INTO "answer_health" ("answer_id", "site_id", "asked", "helpful", "not_helpful")
  SELECT "id", "site_id", "asked", "helpful", "not_helpful" FROM "answers" WHERE "asked" + "helpful" + "not_helpful" > 0;
ALTER TABLE "answer_health" SET (fillfactor = 70);

-- What nobody could answer and nobody has seen to: the list of unanswered questions, newest first.
CREATE INDEX "asked_questions_unanswered_idx" ON "asked_questions" ("site_id", "asked_at" DESC)
  WHERE "handled_at" IS NULL AND ("say" = 'honest' OR "is_helpful" = false);
-- What was learned of late, for the thresholds.
CREATE INDEX "asked_questions_feedback_idx" ON "asked_questions" ("team_id", "feedback_at") WHERE "feedback_at" IS NOT NULL;
-- Questions dismissed, to take them back.
CREATE INDEX "asked_questions_handled_idx" ON "asked_questions" ("site_id", "handled_at" DESC) WHERE "handled_at" IS NOT NULL;

-- What is learned and in force; whoever looks for changes looks here.
CREATE INDEX "learned_pairs_revoked_idx" ON "learned_pairs" ("site_id", "revoked_at") WHERE "revoked_at" IS NOT NULL;

-- An answer that was given and after which the customer went to a person. Rows of health are locked in id order: a
-- hand-off counts for every answer of its conversation at once.
CREATE FUNCTION count_led_to_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO answer_health AS h (answer_id, site_id, led_to_person)
    SELECT n.answer_id, n.site_id, count(*)
    FROM after_rows n JOIN before_rows o ON o.id = n.id
    WHERE o.handed_off_at IS NULL AND n.handed_off_at IS NOT NULL AND n.say = 'answer' AND n.answer_id IS NOT NULL
    GROUP BY n.answer_id, n.site_id ORDER BY n.answer_id
    ON CONFLICT (answer_id) DO UPDATE SET led_to_person = h.led_to_person + excluded.led_to_person;
  RETURN NULL;
END $$;
CREATE TRIGGER asked_questions_led_to_person AFTER UPDATE ON "asked_questions"
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_led_to_person();

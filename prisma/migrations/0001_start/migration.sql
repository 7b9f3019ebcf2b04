-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "sites" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "greeting" JSONB NOT NULL,
    "accent_color" TEXT NOT NULL,
    "allowed_origins" TEXT[],
    "busy_reasons" JSONB NOT NULL,
    "intervals" JSONB NOT NULL,
    "hand_off" JSONB NOT NULL,
    "box_seq" INTEGER NOT NULL DEFAULT 0,
    "library_version" INTEGER NOT NULL DEFAULT 0,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT[],
    "password_hash" TEXT NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "is_disabled" BOOLEAN NOT NULL DEFAULT false,
    "language" TEXT NOT NULL DEFAULT 'en',
    "capacity" INTEGER NOT NULL DEFAULT 4,
    "desk_seq" INTEGER NOT NULL DEFAULT 0,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_sessions" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "revoke_reason" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "staff_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "languages" TEXT[],
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "is_auto_accept" BOOLEAN NOT NULL DEFAULT false,
    "offer_ms" INTEGER NOT NULL DEFAULT 20000,
    "max_waiting" INTEGER,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "team_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("team_id","staff_id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'customer',
    "name" TEXT,
    "contact" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "page_url" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_tokens" (
    "hash" BYTEA NOT NULL,
    "customer_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "team_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'library',
    "assignee_id" UUID,
    "language" TEXT NOT NULL DEFAULT 'en',
    "seq" INTEGER NOT NULL DEFAULT 0,
    "public_seq" INTEGER NOT NULL DEFAULT 0,
    "turn" TEXT NOT NULL DEFAULT 'nobody',
    "turn_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "turn_seq" INTEGER NOT NULL DEFAULT 0,
    "answer_due_at" TIMESTAMPTZ(3),
    "last_text" TEXT,
    "last_author_kind" TEXT,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "hand_off" JSONB,
    "lowest_degree" DOUBLE PRECISION,
    "mean_degree" DOUBLE PRECISION,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handed_off_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "close_reason" TEXT,
    "outcome" JSONB,
    "rating" INTEGER,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "items" (
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "public_seq" INTEGER,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "author_name" TEXT,
    "client_id" UUID,
    "body_hash" TEXT,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "items_pkey" PRIMARY KEY ("conversation_id","seq")
);

-- CreateTable
CREATE TABLE "cursors" (
    "conversation_id" UUID NOT NULL,
    "reader" TEXT NOT NULL,
    "delivered_seq" INTEGER NOT NULL DEFAULT 0,
    "read_seq" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "cursors_pkey" PRIMARY KEY ("conversation_id","reader")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "owner_kind" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "conversation_id" UUID,
    "mime" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_requests" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "site_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "team_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'stored',
    "text" TEXT NOT NULL,
    "contact" TEXT,
    "is_automatic" BOOLEAN NOT NULL DEFAULT false,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_by_id" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answer_text" TEXT,
    "answer_seq" INTEGER,
    "answer_conversation_id" UUID,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answers" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'answer',
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "category" TEXT,
    "language" TEXT NOT NULL,
    "team_id" UUID,
    "questions" TEXT[],
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "helpful" INTEGER NOT NULL DEFAULT 0,
    "not_helpful" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by_name" TEXT,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "library_models" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "library_hash" TEXT NOT NULL,
    "code_version" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "questions" INTEGER NOT NULL,
    "model" BYTEA NOT NULL,
    "trained_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "library_models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "canned_replies" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "shortcut" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "canned_replies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command_log" (
    "principal_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "command_log_pkey" PRIMARY KEY ("principal_id","client_id")
);

-- CreateTable
CREATE TABLE "desk_items" (
    "staff_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "change" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "desk_items_pkey" PRIMARY KEY ("staff_id","seq")
);

-- CreateTable
CREATE TABLE "journal_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rules_version" INTEGER NOT NULL DEFAULT 0,
    "rng" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "journal_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal_checkpoints" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "rows" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "journal_checkpoints_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "nodes" (
    "epoch" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "nodes_pkey" PRIMARY KEY ("epoch")
);

-- CreateTable
CREATE TABLE "routing_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "settings" JSONB NOT NULL,

    CONSTRAINT "routing_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_teams" (
    "id" UUID NOT NULL,
    "agent_ids" UUID[],
    "offer_ms" INTEGER NOT NULL,
    "is_auto_accept" BOOLEAN NOT NULL,
    "max_waiting" INTEGER,
    "thresholds" JSONB,

    CONSTRAINT "routing_teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_agents" (
    "id" UUID NOT NULL,
    "capacity" INTEGER NOT NULL,
    "is_enabled" BOOLEAN NOT NULL,
    "availability" TEXT NOT NULL,
    "busy_reason" TEXT,
    "availability_at" TIMESTAMPTZ(3) NOT NULL,
    "present_on" UUID[],
    "gone_at" TIMESTAMPTZ(3),
    "grace_until" TIMESTAMPTZ(3),
    "idle_since" TIMESTAMPTZ(3) NOT NULL,
    "served_count" INTEGER NOT NULL,
    "over_by" INTEGER NOT NULL,

    CONSTRAINT "routing_agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_conversations" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "assignee_id" UUID,
    "turn" TEXT NOT NULL,
    "turn_since" TIMESTAMPTZ(3) NOT NULL,
    "turn_seq" INTEGER NOT NULL,
    "customer_present_on" UUID[],
    "customer_gone_at" TIMESTAMPTZ(3),
    "customer_grace_until" TIMESTAMPTZ(3),
    "quiet_warn_at" TIMESTAMPTZ(3),
    "quiet_close_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "routing_conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_entries" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "key" TIMESTAMPTZ(3) NOT NULL,
    "credit_ms" INTEGER NOT NULL,
    "degree" DOUBLE PRECISION,
    "declined_by" UUID[],
    "rest_until" TIMESTAMPTZ(3),
    "prefer_agent_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "queue_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offers" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "entry_id" UUID,
    "conversation_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "from_agent_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "ended_at" TIMESTAMPTZ(3),
    "reason" JSONB,

    CONSTRAINT "offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "connect_deadline_at" TIMESTAMPTZ(3),
    "connected_at" TIMESTAMPTZ(3),
    "entry_key" TIMESTAMPTZ(3) NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "credit_ms" INTEGER NOT NULL,
    "degree" DOUBLE PRECISION,
    "state" TEXT NOT NULL DEFAULT 'active',
    "ended_at" TIMESTAMPTZ(3),
    "reason" JSONB,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sites_key_key" ON "sites"("key");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "staff_sessions_staff_id_idx" ON "staff_sessions"("staff_id");

-- CreateIndex
CREATE INDEX "staff_sessions_revoked_at_idx" ON "staff_sessions"("revoked_at");

-- CreateIndex
CREATE UNIQUE INDEX "teams_site_id_name_key" ON "teams"("site_id", "name");

-- CreateIndex
CREATE INDEX "team_members_staff_id_idx" ON "team_members"("staff_id");

-- CreateIndex
CREATE INDEX "customer_tokens_customer_id_idx" ON "customer_tokens"("customer_id");

-- CreateIndex
CREATE INDEX "conversations_customer_id_opened_at_idx" ON "conversations"("customer_id", "opened_at");

-- CreateIndex
CREATE INDEX "conversations_site_id_state_closed_at_idx" ON "conversations"("site_id", "state", "closed_at");

-- CreateIndex
CREATE UNIQUE INDEX "items_author_id_client_id_key" ON "items"("author_id", "client_id");

-- CreateIndex
CREATE INDEX "media_conversation_id_idx" ON "media"("conversation_id");

-- CreateIndex
CREATE INDEX "service_requests_state_created_at_idx" ON "service_requests"("state", "created_at");

-- CreateIndex
CREATE INDEX "service_requests_customer_id_idx" ON "service_requests"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_requests_number_key" ON "service_requests"("number");

-- CreateIndex
CREATE INDEX "answers_site_id_idx" ON "answers"("site_id");

-- CreateIndex
CREATE UNIQUE INDEX "library_models_site_id_library_hash_code_version_seed_key" ON "library_models"("site_id", "library_hash", "code_version", "seed");

-- CreateIndex
CREATE UNIQUE INDEX "canned_replies_site_id_shortcut_language_key" ON "canned_replies"("site_id", "shortcut", "language");

-- CreateIndex
CREATE INDEX "command_log_created_at_idx" ON "command_log"("created_at");

-- CreateIndex
CREATE INDEX "queue_entries_conversation_id_ended_at_idx" ON "queue_entries"("conversation_id", "ended_at");

-- CreateIndex
CREATE INDEX "queue_entries_ended_at_idx" ON "queue_entries"("ended_at");

-- CreateIndex
CREATE INDEX "offers_conversation_id_idx" ON "offers"("conversation_id");

-- CreateIndex
CREATE INDEX "offers_agent_id_ended_at_idx" ON "offers"("agent_id", "ended_at");

-- CreateIndex
CREATE INDEX "assignments_conversation_id_idx" ON "assignments"("conversation_id");

-- CreateIndex
CREATE INDEX "assignments_agent_id_ended_at_idx" ON "assignments"("agent_id", "ended_at");

-- AddForeignKey
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What the schema language cannot say ────────────────────────────────────────────────────────────────────────────

-- Second belts under the engine's rules.
CREATE UNIQUE INDEX "conversations_one_open" ON "conversations"("customer_id", "site_id") WHERE "state" <> 'closed';
CREATE UNIQUE INDEX "assignments_one_active" ON "assignments"("conversation_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "offers_one_pending" ON "offers"("conversation_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "queue_entries_one_living" ON "queue_entries"("conversation_id") WHERE "ended_at" IS NULL;
CREATE INDEX "routing_conversations_living" ON "routing_conversations"("id") WHERE "ended_at" IS NULL;
CREATE INDEX "conversations_assignee" ON "conversations"("assignee_id") WHERE "assignee_id" IS NOT NULL;
CREATE UNIQUE INDEX "staff_email_folded" ON "staff"(lower("email"));
CREATE UNIQUE INDEX "teams_one_default" ON "teams"("site_id") WHERE "is_default";

-- Every message changes its conversation's row: room on the page keeps those updates off the indexes (HOT).
ALTER TABLE "conversations" SET (fillfactor = 70);
ALTER TABLE "routing_agents" SET (fillfactor = 70);
ALTER TABLE "routing_conversations" SET (fillfactor = 70);
ALTER TABLE "journal_head" SET (fillfactor = 50);
ALTER TABLE "cursors" SET (fillfactor = 70);

INSERT INTO "journal_head" ("id", "seq", "at", "rules_version") VALUES (1, 0, '2000-01-01T00:00:00Z', 0);

-- Every decision of routing, in order. Partitioned by month so that old months can be detached whole.
CREATE TABLE "journal" (
  "seq" BIGINT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "event_id" UUID NOT NULL,
  "event" JSONB NOT NULL,
  "rules_version" INTEGER NOT NULL,
  "outcome" JSONB NOT NULL,
  "node" UUID,
  PRIMARY KEY ("seq", "at")
) PARTITION BY RANGE ("at");
CREATE INDEX "journal_event_id" ON "journal"("event_id");
CREATE TABLE "journal_default" PARTITION OF "journal" DEFAULT;

-- Makes the partition of the month that holds p_at, when it is not there yet.
CREATE FUNCTION ensure_journal_partition(p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_from date := date_trunc('month', p_at AT TIME ZONE 'UTC')::date;
  v_name text := 'journal_' || to_char(v_from, 'YYYY_MM');
BEGIN
  PERFORM pg_advisory_xact_lock(7201);
  IF to_regclass(v_name) IS NULL AND NOT EXISTS (
    SELECT 1 FROM journal_default WHERE at >= v_from::timestamp AT TIME ZONE 'UTC' AND at < (v_from + interval '1 month') AT TIME ZONE 'UTC'
  ) THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF journal FOR VALUES FROM (%L) TO (%L)', v_name,
      v_from::timestamp AT TIME ZONE 'UTC', (v_from + interval '1 month') AT TIME ZONE 'UTC');
  END IF;
END $$;

-- The group commit of the message path. p_sends: a JSON array, at most one element per conversation:
--   { idx, conversationId, itemId, kind, isPublic, authorKind, authorId, authorName, clientId, bodyHash, data,
--     mediaId, guard, isStaffWide }
-- guard: 'customer' (the author owns it), 'assignee' (the author serves it), 'reader' (the author may read it: serves it,
-- is of its team, or isStaffWide). First the rows are locked in id order (p_wait false: rows somebody else holds are left
-- and answered 'busy'); then a second statement, with a snapshot taken after the locks, recognises repeats, checks,
-- numbers, inserts and moves the conversation on. One statement for both deadlocks across nodes and leaves holes.
CREATE FUNCTION append_items(p_sends jsonb, p_wait boolean)
RETURNS TABLE (
  idx integer, result text, item_id uuid, conversation_id uuid, item_seq integer, item_public_seq integer, created_at timestamptz, data jsonb,
  customer_id uuid, site_id uuid, team_id uuid, state text, assignee_id uuid, head_seq integer, head_public_seq integer, turn text, turn_since timestamptz,
  turn_seq integer, is_turn_changed boolean, last_text text, last_author_kind text, last_at timestamptz, lowest_degree double precision,
  mean_degree double precision, opened_at timestamptz, is_answer_due boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_locked uuid[];
  v_now timestamptz := date_trunc('milliseconds', clock_timestamp());
BEGIN
  IF p_wait THEN
    SELECT array_agg(l.id) INTO v_locked FROM (
      SELECT c.id FROM conversations c
      WHERE c.id IN (SELECT (e->>'conversationId')::uuid FROM jsonb_array_elements(p_sends) e)
      ORDER BY c.id FOR UPDATE
    ) l;
  ELSE
    SELECT array_agg(l.id) INTO v_locked FROM (
      SELECT c.id FROM conversations c
      WHERE c.id IN (SELECT (e->>'conversationId')::uuid FROM jsonb_array_elements(p_sends) e)
      ORDER BY c.id FOR UPDATE SKIP LOCKED
    ) l;
  END IF;
  v_locked := coalesce(v_locked, '{}');

  -- A picture hangs on one conversation. Two calls that want the same one take turns here, in id order, so that the second
  -- statement sees where it hangs.
  PERFORM 1 FROM media m
    WHERE m.id IN (SELECT (e->>'mediaId')::uuid FROM jsonb_array_elements(p_sends) e WHERE e->>'mediaId' IS NOT NULL AND (e->>'conversationId')::uuid = ANY (v_locked))
    ORDER BY m.id FOR UPDATE;

  RETURN QUERY
  WITH s AS (
    SELECT x.* FROM jsonb_to_recordset(p_sends) AS x(
      "idx" integer, "conversationId" uuid, "itemId" uuid, "kind" text, "isPublic" boolean, "authorKind" text, "authorId" uuid, "authorName" text,
      "clientId" uuid, "bodyHash" text, "data" jsonb, "mediaId" uuid, "guard" text, "isStaffWide" boolean)
  ), seen AS (
    SELECT s.idx, i.* FROM s JOIN items i ON i.author_id = s."authorId" AND i.client_id = s."clientId"
  ), verdict AS (
    SELECT s.*, c.*, m.width AS media_width, m.height AS media_height, seen.id AS seen_id, seen.body_hash AS seen_hash,
      CASE
        WHEN seen.id IS NOT NULL THEN CASE WHEN seen.body_hash IS NOT DISTINCT FROM s."bodyHash" THEN 'repeat' ELSE 'conflict' END
        WHEN c.id IS NULL THEN CASE WHEN EXISTS (SELECT 1 FROM conversations o WHERE o.id = s."conversationId") THEN 'busy' ELSE 'not_found' END
        WHEN s."guard" = 'customer' AND c.customer_id <> s."authorId" THEN 'not_found'
        WHEN s."guard" = 'assignee' AND c.assignee_id IS DISTINCT FROM s."authorId" THEN
          CASE WHEN c.state = 'closed' AND (s."isStaffWide" OR EXISTS (
            SELECT 1 FROM assignments a WHERE a.conversation_id = c.id AND a.agent_id = s."authorId")) THEN 'closed' ELSE 'not_found' END
        WHEN s."guard" = 'reader' AND NOT (s."isStaffWide" OR c.assignee_id IS NOT DISTINCT FROM s."authorId"
          OR EXISTS (SELECT 1 FROM team_members t WHERE t.team_id = c.team_id AND t.staff_id = s."authorId")
          OR EXISTS (SELECT 1 FROM service_requests r WHERE r.conversation_id = c.id AND r.claimed_by_id = s."authorId")) THEN 'not_found'
        WHEN s."guard" <> 'reader' AND c.state = 'closed' THEN 'closed'
        WHEN s."mediaId" IS NOT NULL AND (m.id IS NULL OR EXISTS (SELECT 1 FROM s earlier WHERE earlier."mediaId" = s."mediaId" AND earlier.idx < s.idx)) THEN 'bad_media'
        ELSE 'ok'
      END AS result
    FROM s
    LEFT JOIN conversations c ON c.id = s."conversationId" AND c.id = ANY (v_locked)
    LEFT JOIN media m ON m.id = s."mediaId" AND m.owner_id = s."authorId" AND (m.conversation_id IS NULL OR m.conversation_id = s."conversationId")
    LEFT JOIN seen ON seen.idx = s.idx
  ), fresh AS (
    SELECT v.*,
      v.seq + 1 AS new_seq,
      CASE WHEN v."isPublic" THEN v.public_seq + 1 END AS new_public_seq,
      greatest(v_now, v.last_at) AS new_at,
      CASE WHEN v."mediaId" IS NULL THEN v."data" ELSE jsonb_set(v."data", '{picture}',
        jsonb_build_object('mediaId', v."mediaId", 'width', v.media_width, 'height', v.media_height)) END AS new_data,
      CASE
        WHEN v."kind" <> 'message' THEN v.turn
        WHEN v."authorKind" = 'customer' THEN CASE v.state WHEN 'library' THEN 'library' ELSE 'agent' END
        WHEN v."authorKind" = 'agent' THEN 'customer'
        ELSE v.turn
      END AS new_turn
    FROM verdict v WHERE v.result = 'ok'
  ), ins AS (
    INSERT INTO items (conversation_id, seq, public_seq, id, kind, author_kind, author_id, author_name, client_id, body_hash, data, created_at)
    SELECT f.id, f.new_seq, f.new_public_seq, f."itemId", f."kind", f."authorKind", f."authorId", f."authorName", f."clientId", f."bodyHash", f.new_data, f.new_at
    FROM fresh f
    RETURNING items.id
  ), med AS (
    UPDATE media SET conversation_id = f.id FROM fresh f WHERE media.id = f."mediaId" RETURNING media.id
  ), upd AS (
    UPDATE conversations c SET
      seq = f.new_seq,
      public_seq = coalesce(f.new_public_seq, c.public_seq),
      turn = f.new_turn,
      turn_since = CASE WHEN f.new_turn <> c.turn THEN f.new_at ELSE c.turn_since END,
      turn_seq = CASE WHEN f.new_turn <> c.turn THEN f.new_seq ELSE c.turn_seq END,
      answer_due_at = CASE WHEN f."kind" = 'message' AND f."authorKind" = 'customer' AND c.state = 'library' THEN f.new_at ELSE c.answer_due_at END,
      last_text = CASE WHEN f."kind" = 'message' THEN left(f.new_data->>'text', 160) ELSE c.last_text END,
      last_author_kind = CASE WHEN f."kind" = 'message' THEN f."authorKind" ELSE c.last_author_kind END,
      last_at = CASE WHEN f."kind" = 'message' THEN f.new_at ELSE c.last_at END
    FROM fresh f WHERE c.id = f.id
    RETURNING c.*, f.idx AS f_idx, (f.new_turn <> f.turn) AS turn_changed, f.new_at AS item_at, f.new_data AS item_data, f."itemId" AS f_item_id,
      f.new_public_seq AS f_public_seq
  )
  SELECT u.f_idx, 'ok', u.f_item_id, u.id, u.seq, u.f_public_seq, u.item_at, u.item_data, u.customer_id, u.site_id, u.team_id, u.state, u.assignee_id,
    u.seq, u.public_seq, u.turn, u.turn_since, u.turn_seq, u.turn_changed, u.last_text, u.last_author_kind, u.last_at, u.lowest_degree, u.mean_degree,
    u.opened_at, (u.answer_due_at IS NOT NULL)
  FROM upd u
  UNION ALL
  SELECT v.idx, v.result, i.id, coalesce(i.conversation_id, v."conversationId"), i.seq, i.public_seq, i.created_at, i.data, rc.customer_id, rc.site_id, rc.team_id,
    rc.state, rc.assignee_id, rc.seq, rc.public_seq, rc.turn, rc.turn_since, rc.turn_seq, (rc.turn_seq = i.seq), rc.last_text, rc.last_author_kind, rc.last_at,
    rc.lowest_degree, rc.mean_degree, rc.opened_at, (rc.answer_due_at IS NOT NULL)
  FROM verdict v
  LEFT JOIN items i ON v.result = 'repeat' AND i.author_id = v."authorId" AND i.client_id = v."clientId"
  LEFT JOIN conversations rc ON rc.id = i.conversation_id
  WHERE v.result <> 'ok';
END $$;

-- A trained model in pieces, each committed by itself: tens of megabytes in one commit hold up every send that commits meanwhile.
CREATE TABLE library_model_pieces (
  model_id uuid NOT NULL,
  number int NOT NULL,
  piece bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (model_id, number)
);
-- Packed before it comes here; packing it again would cost the database a second of work and save nothing.
ALTER TABLE library_model_pieces ALTER COLUMN piece SET STORAGE EXTERNAL;

-- What this release stores has its bytes in the pieces; `length` is that of the packed model.
ALTER TABLE library_models ALTER COLUMN model SET DEFAULT ''::bytea;
ALTER TABLE library_models ADD COLUMN length int NOT NULL DEFAULT 0;

-- The days, weeks and months of an earlier zone that were open when a customer's zone changed, and run
-- on to their old end: a document, since nothing looks into it and nearly every wallet has none.

alter table wallet add column carried_windows text;

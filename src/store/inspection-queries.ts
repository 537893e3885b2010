/** What `db check` asks of a database of either kind. */
export const NEWSLETTERS = `
select n.id, (select max(number) from editions where newsletter_id = n.id) as number from newsletters n order by n.id
`

/** Editions whose people do not add up. */
export const UNACCOUNTED = `
select newsletter, number, candidates, deliveries, excluded from (
  select newsletter_id as newsletter, number, candidate_count as candidates,
    (select count(*) from deliveries where edition_id = editions.id) as deliveries,
    (select coalesce(sum(count), 0) from exclusions where edition_id = editions.id) as excluded
  from editions where candidate_count is not null
) as books where candidates <> deliveries + excluded
`

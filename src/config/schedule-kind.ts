/** In place of a cron expression: an edition is made when a post was published, once it has been quiet for a while. */
export const ON_PUBLICATION = 'on publication'

export function isOnPublication(schedule: string): boolean {
  return schedule === ON_PUBLICATION
}

/** Those that a calendar decides. */
export function cronsOf(schedules: Record<string, string>): string[] {
  return Object.values(schedules).filter((schedule) => !isOnPublication(schedule))
}

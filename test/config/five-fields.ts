/** Stands for the scheduler's own judge of cron expressions. */
export function hasFiveFields(expression: string): boolean {
  return expression.split(' ').length === 5
}

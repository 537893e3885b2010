import type { Temporal } from 'temporal-polyfill'
import { errorText } from '../config/error-text.ts'
import { formatProblem, type Problem } from '../config/problem.ts'
import { problemsOf } from '../config/unforeseen.ts'

/** One of the things that a publication does by itself; each can fail without the others. */
export interface Part {
  /** Its key in the store: `scan`, `feeds`, `newsletter weekly`. */
  key: string
  /** As the subject of a sentence: `The scan of the site`. */
  name: string
  /** What does not happen while it fails. */
  meanwhile: string
}

export interface DoPartPorts {
  config: { site: { title: string } }
  openProblems: {
    /** Writes down what is wrong with a part now; says whether that is news. */
    open(part: string, problems: Problem[], at: Temporal.Instant): Promise<boolean>
    /** The part works; says whether that is news. */
    close(part: string): Promise<boolean>
  }
  /** Mails the operator, where the configuration says whom. */
  tellOperator(notice: { subject: string; text: string }): Promise<boolean>
  clock(): Temporal.Instant
}

/** How a part went. */
interface PartDone<T> {
  isDone: boolean
  done?: T
  problems: Problem[]
  /** What changed since the last time: it fails now, fails otherwise, or works again. */
  news: string[]
  /** Where nobody foresaw it: for a log. */
  stack?: string
}

/**
 * Does one part. What goes wrong, foreseen or not, stays with it, and is told once: in `news` and to the operator when it
 * begins, changes and is over.
 */
async function doPart<T>(ports: DoPartPorts, part: Part, work: () => Promise<T>): Promise<PartDone<T>> {
  try {
    const done = await work()
    return { isDone: true, done, problems: [], news: await worksAgain(ports, part) }
  } catch (error) {
    const problems = problemsOf(part.name, error)
    const isForeseen = problems.every(({ code }) => code !== 'program.unforeseen')
    const stack = isForeseen ? undefined : errorText(error as Error)
    return { isDone: false, problems, news: await fails(ports, part, problems), stack }
  }
}

/** What parts came to that could not be done. */
export interface PartsReport {
  /** Told before or not. */
  failures: Problem[]
  /** What began to fail, fails otherwise, or works again. */
  news: string[]
  /** Of errors that nobody foresaw. */
  stacks: string[]
}

/** Does parts, each by itself, and adds what went wrong to `report`. */
export function partsInto(report: PartsReport, ports: DoPartPorts) {
  return async <T>(part: Part, work: () => Promise<T>): Promise<PartDone<T>> => {
    const result = await doPart(ports, part, work)
    report.failures.push(...result.problems)
    report.news.push(...result.news)
    if (result.stack) report.stacks.push(result.stack)
    return result
  }
}

async function fails(ports: DoPartPorts, part: Part, problems: Problem[]): Promise<string[]> {
  // A database that cannot be written may be the very problem: then it is told each time.
  const isNews = await ports.openProblems.open(part.key, problems, ports.clock()).catch(() => true)
  if (!isNews) return []
  const sentences = problems.filter(({ severity }) => severity === 'error').map(formatProblem)
  const next = 'It is tried again every quarter of an hour while `broadsheet serve` runs, and by each `run --once`.'
  await tell(ports, `${part.name} failed`, [...sentences, '', part.meanwhile, next])
  return [`${part.name} failed. ${part.meanwhile}`, ...sentences]
}

async function worksAgain(ports: DoPartPorts, part: Part): Promise<string[]> {
  const isNews = await ports.openProblems.close(part.key).catch(() => false)
  if (!isNews) return []
  const sentence = `${part.name} works again.`
  await tell(ports, sentence.slice(0, -1), [sentence])
  return [sentence]
}

/** A notice that does not leave stops nothing either. */
async function tell({ config, tellOperator }: DoPartPorts, subject: string, lines: string[]): Promise<void> {
  await tellOperator({ subject: `${config.site.title}: ${subject}`, text: `${lines.join('\n')}\n` }).catch(() => false)
}

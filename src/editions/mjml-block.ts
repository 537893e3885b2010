/** What a component writes into the head of its mail: classes of columns, and styles of its kind. */
export interface BlockHead {
  mediaQueries: Record<string, string>
  headStyle: Record<string, unknown>
}

/** Of MJML's own state, what a component may add to. */
interface GlobalData extends BlockHead {
  componentsHeadStyle: unknown[]
}

/** What MJML hands each component; besides these, numbers and words such as its width. */
type Surroundings = Record<string, unknown> & { getGlobalDatas: () => GlobalData }

/** What a component `<mj-block>` does and sees in one layout. */
export interface BlockRun {
  /** Where a hole is: what the head is to have of its blocks. */
  heads: BlockHead[][]
  /** By hole: what its surroundings are, as a text. */
  surroundings: string[]
  /** By the number of a block that is being laid out: what it wrote into the head; undefined where it is more than that. */
  written: (BlockHead | undefined)[]
}

/** In the HTML, around each block that is being laid out. */
export function blockEdge(edge: '+' | '-', number: number): string {
  return `\ufdd2${edge}${number}\ufdd3`
}

/**
 * A component for MJML. `<mj-block>3</mj-block>` leaves a mark where the blocks of hole 3 go; what stands between
 * `<mj-block>+7</mj-block>` and `<mj-block>-7</mj-block>` is laid out as ever, and what it does to the head is noted.
 */
export function blockComponent(run: BlockRun) {
  let before: GlobalData | undefined
  return class MjBlock {
    static componentName = 'mj-block'
    static endingTag = true
    static rawElement = true
    static allowedAttributes = {}
    static getTagName = () => 'mj-block'
    static isRawElement = () => true

    readonly #content: string
    readonly #surroundings: Surroundings

    constructor({ content, context }: { content: string; context: Surroundings }) {
      this.#content = content
      this.#surroundings = context
    }

    render(): string {
      const global = this.#surroundings.getGlobalDatas()
      if (this.#content.startsWith('+')) before = apart(global)
      else if (this.#content.startsWith('-') && before) {
        run.written[Number(this.#content.slice(1))] = noted(global)
        join(global, before)
      } else {
        const hole = Number(this.#content)
        run.surroundings[hole] = plain(this.#surroundings)
        for (const head of run.heads[hole] ?? []) addHead(global, head)
      }
      return `\ufdd2${this.#content}\ufdd3`
    }
  }
}

/** Gives what was there, and leaves nothing. */
function apart(global: GlobalData): GlobalData {
  const { mediaQueries, headStyle, componentsHeadStyle } = global
  Object.assign(global, { mediaQueries: {}, headStyle: {}, componentsHeadStyle: [] })
  return { mediaQueries, headStyle, componentsHeadStyle }
}

function noted({ mediaQueries, headStyle, componentsHeadStyle }: GlobalData): BlockHead | undefined {
  return componentsHeadStyle.length === 0 ? { mediaQueries, headStyle } : undefined
}

function join(global: GlobalData, before: GlobalData): void {
  global.mediaQueries = { ...before.mediaQueries, ...global.mediaQueries }
  global.headStyle = { ...before.headStyle, ...global.headStyle }
  global.componentsHeadStyle = [...before.componentsHeadStyle, ...global.componentsHeadStyle]
}

function addHead(global: GlobalData, { mediaQueries, headStyle }: BlockHead): void {
  Object.assign(global.mediaQueries, mediaQueries)
  Object.assign(global.headStyle, headStyle)
}

function plain(surroundings: Surroundings): string {
  return JSON.stringify(
    Object.entries(surroundings).filter(([, value]) => typeof value !== 'object' && typeof value !== 'function'),
  )
}

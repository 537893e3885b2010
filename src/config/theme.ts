/** The looks that Broadsheet brings, each with what it is like, for somebody who chooses. */
export const LOOKS = {
  classic: 'a newspaper: serif type, thin rules, paper and ink',
  modern: 'cards on a pale ground, a masthead of colour, buttons',
  letter: 'a plain letter: text first, hardly any decoration',
} as const

export type LookName = keyof typeof LOOKS

export const LOOK_NAMES = Object.keys(LOOKS) as LookName[]

/** How mails and pages look: what `templates/theme.toml` says, and its look where it says nothing. */
export interface Theme {
  /** Whose templates stand behind the operator's own. */
  look: LookName
  /** CSS pixels: of the mail; beside its text; between posts; of rounded corners. */
  width: number
  margin: number
  gap: number
  radius: number
  light: Colours
  dark: Colours
  fonts: ThemeFonts
  logo?: ThemeLogo
}

/** `#1f1d1a`, in small letters. */
export interface Colours {
  /** Behind the text, and around the column. */
  paper: string
  ground: string
  ink: string
  /** Small print, and thin lines. */
  faint: string
  rule: string
  link: string
  /** Behind code. */
  panel: string
  button: string
  buttonInk: string
  /** The masthead. */
  band: string
  bandInk: string
}

export const FONT_KINDS = ['serif', 'sans', 'mono'] as const

export type FontKind = (typeof FONT_KINDS)[number]

/** Which kind each is set in; and of a kind, the fonts that come before the usual ones: `Charter, Iowan Old Style`. */
export interface ThemeFonts extends Partial<Record<FontKind, string>> {
  title: FontKind
  text: FontKind
  small: FontKind
}

export interface ThemeLogo {
  /** Below `templates/`, or a URL. */
  picture: string
  /** CSS pixels. */
  width?: number
  alt?: string
}

/** How much of a theme a file may say. */
export interface WrittenTheme extends Partial<Omit<Theme, 'light' | 'dark' | 'fonts'>> {
  light?: Partial<Colours>
  dark?: Partial<Colours>
  fonts?: Partial<ThemeFonts>
}

/** What templates/theme.toml says: the look of those who have neither. */
export const CLASSIC: Theme = {
  look: 'classic',
  width: 600,
  margin: 24,
  gap: 32,
  radius: 3,
  light: completeColours({
    paper: '#fbfaf6',
    ink: '#1f1d1a',
    faint: '#6b655a',
    rule: '#d6d0c2',
    link: '#8a2b1d',
    panel: '#f4f1e8',
  }),
  dark: completeColours({
    paper: '#17181a',
    ink: '#e9e5db',
    faint: '#a9a398',
    rule: '#413f3a',
    link: '#e5a491',
    panel: '#202226',
  }),
  fonts: { title: 'serif', text: 'serif', small: 'sans' },
}

type BasicColours = Pick<Colours, 'paper' | 'ink' | 'faint' | 'rule' | 'link' | 'panel'>

/** What is not said of the ground, a button or the masthead follows from paper and ink. */
export function completeColours(written: BasicColours & Partial<Colours>): Colours {
  const { paper, ink } = written
  return { ground: paper, button: ink, buttonInk: paper, band: paper, bandInk: ink, ...written }
}

/** Width of a mail's text in CSS pixels. */
export function columnWidth({ width, margin }: Theme): number {
  return width - 2 * margin
}

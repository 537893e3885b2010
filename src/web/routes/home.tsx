import { type Context, Hono } from 'hono'
import type { ListedEdition } from '../../actions/archive-list.ts'
import type { SignUpOffer } from '../../actions/subscribers/offered.ts'
import type { Words } from '../../words/words.ts'
import { pagePolicy } from '../content-policy.ts'
import { type Home, HomePage, type QuickForm } from '../pages/home.tsx'
import type { PageFrame } from '../pages/layout.tsx'
import { askingOf, isOnThisMachine } from '../who-asks.ts'

export interface HomePorts
  extends Pick<Home, 'newsletters' | 'isArchiveListed' | 'feeds' | 'feedsPage' | 'announced'>,
    Pick<PageFrame, 'share'> {
  latestEditions(): Promise<ListedEdition[]>
}

export interface HomeRoutePorts extends HomePorts {
  frame: PageFrame
  words: Words
  hasMailbox: boolean
  /** Undefined where nobody can sign up by themselves. */
  signUp?: { offer: SignUpOffer; stamp(): string }
}

export function homeRoute(ports: HomeRoutePorts): Hono {
  const route = new Hono()
  route.get('/', (c) => homePage(c, ports))
  return route
}

async function homePage(c: Context, { latestEditions, share, signUp, ...ports }: HomeRoutePorts) {
  const form = signUp && quickForm(signUp, ports.words.language)
  if (form) {
    c.header('Cache-Control', 'no-store')
    c.header('Content-Security-Policy', pagePolicy(ports.frame.css, ports.frame.site.url, { scripts: true }))
  }
  return c.html(
    <HomePage
      {...ports}
      frame={{ ...ports.frame, share }}
      latest={await latestEditions()}
      signUp={signUp && { form }}
      hasMailbox={ports.hasMailbox && isOnThisMachine(askingOf(c))}
    />,
  )
}

/** Where there is one newsletter and nothing to choose about it. */
function quickForm(signUp: NonNullable<HomeRoutePorts['signUp']>, language: string): QuickForm | undefined {
  const { newsletters, cadences, topics } = signUp.offer
  const [newsletter, ...others] = newsletters
  if (!newsletter || others.length > 0 || cadences.length > 0 || topics.length > 0) return undefined
  return { newsletter, language, stamp: signUp.stamp() }
}

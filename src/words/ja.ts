import type { Words } from './words.ts'

export const ja: Words = {
  language: 'ja',
  mail: {
    readOnline: 'ブラウザで読む',
    readOnWeb: 'サイトで読む',
    continueReading: '続きを読む',
    number: (number) => `第${number}号`,
    postCount: (count) => `${count}件の記事`,
    readingTime: (minutes) => `${minutes}分で読めます`,
    severalPosts: (title, others) => `${title}、ほか${others}件`,
    reason: (newsletter, site) => `このメールは、${site} で「${newsletter}」を申し込まれた方にお送りしています。`,
    unsubscribe: '配信を停止する',
    postalAddress: '住所',
    testNote: 'これはテストメールです。送信済みとして記録されず、配信停止のリンクも働きません。',
  },
  unsubscribe: {
    title: '配信停止',
    question: (newsletter) => `「${newsletter}」の配信を停止しますか？`,
    button: '配信を停止する',
    done: (newsletter) => `配信を停止しました。今後「${newsletter}」は届きません。`,
    notSubscribed: '購読の登録はありません。',
    testLink:
      'これはテストメールのリンクです。誰の配信も停止されません。実際のメールでは、読者ごとに専用のリンクが入ります。',
    changedMind: '間違えて停止した場合は、',
    resubscribe: 'もう一度購読する',
    resubscribed: (newsletter) => `「${newsletter}」の購読を再開しました。`,
  },
  archive: {
    title: (newsletter) => `${newsletter} バックナンバー`,
    empty: 'まだ何も配信されていません。',
    all: 'バックナンバー',
    newer: '新しい号',
    older: '古い号',
    sentOn: (date) => `${date} 配信`,
    subscribe: '購読する',
    feed: 'フィード',
  },
  web: {
    newsletters: 'ニュースレター',
    feeds: 'フィード',
    notFound: 'このアドレスには何もありません。',
  },
}

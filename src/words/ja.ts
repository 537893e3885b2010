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
    reason: (newsletter, site) =>
      `このメールは、${site ? `${site} で` : ''}「${newsletter}」を申し込まれた方にお送りしています。`,
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
    brokenLink:
      'このリンクは途中で切れているか、すでに無効になっているため、配信は停止されていません。最新のメールにある配信停止のリンクまたはボタンをお使いください。',
    orWriteTo: 'またはこちらへご連絡ください：',
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
  feeds: {
    about:
      'フィードは、新しい記事をお好みのリーダーに届けます。登録は不要で、メールアドレスを知られることもありません。',
    howTo: 'アドレスをフィードリーダーにコピーするか、クリックして開いてください。',
    copyThis: '購読するには、このページのアドレスをフィードリーダーにコピーしてください。',
    openIn: '開く',
    ownReader: 'この端末のアプリ',
    opml: 'すべてのフィードを一つのファイルで（OPML、リーダーへの取り込み用）',
    replyByMail: 'メールで返信',
    allPosts: 'すべての記事',
    sections: 'セクション',
    categories: 'カテゴリー',
    tags: 'タグ',
    authors: '著者',
    languages: '言語',
  },
  posts: {
    note: 'メモ',
    tip: 'ヒント',
    important: '重要',
    warning: '警告',
    caution: '注意',
    details: '詳細',
  },
  web: {
    newsletters: 'ニュースレター',
    feeds: 'フィード',
    notFound: 'このアドレスには何もありません。',
  },
}

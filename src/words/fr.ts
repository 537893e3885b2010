import { plural } from './plural.ts'
import type { Words } from './words.ts'

export const fr: Words = {
  language: 'fr',
  mail: {
    readOnline: 'Lire en ligne',
    readOnWeb: 'Lire sur le site',
    continueReading: 'Lire la suite',
    number: (number) => `Nᵒ ${number}`,
    postCount: (count) => plural('fr', count, { one: `${count} article`, other: `${count} articles` }),
    readingTime: (minutes) => `${minutes} min de lecture`,
    severalPosts: (title, others) =>
      plural('fr', others, {
        one: `${title} et ${others} autre article`,
        other: `${title} et ${others} autres articles`,
      }),
    reason: (newsletter, site) =>
      `Vous recevez ce message parce que vous avez demandé ${newsletter}${site ? ` sur ${site}` : ''}.`,
    unsubscribe: 'Se désabonner',
    postalAddress: 'Adresse postale',
    testNote: 'Ceci est un essai : rien n’est compté comme envoyé et le lien de désabonnement est sans effet.',
  },
  unsubscribe: {
    title: 'Se désabonner',
    question: (newsletter) => `Voulez-vous ne plus recevoir ${newsletter} ?`,
    button: 'Se désabonner',
    done: (newsletter) => `C’est fait : vous ne recevrez plus ${newsletter}.`,
    notSubscribed: 'Vous n’êtes pas sur la liste des abonnés.',
    brokenLink:
      'Ce lien est incomplet ou n’est plus valable : il n’a désabonné personne. Utilisez le lien ou le bouton de désabonnement du message le plus récent.',
    orWriteTo: 'Ou écrivez à',
    testLink:
      'Ce lien vient d’un message d’essai : il ne désabonne personne. Dans un vrai message, chaque lecteur a le sien.',
    changedMind: 'Était-ce une erreur ?',
    resubscribe: 'Se réabonner',
    resubscribed: (newsletter) => `Vous recevrez de nouveau ${newsletter}.`,
  },
  archive: {
    title: (newsletter) => `${newsletter} : tous les numéros`,
    empty: 'Rien n’a encore été envoyé.',
    all: 'Tous les numéros',
    newer: 'Plus récents',
    older: 'Plus anciens',
    sentOn: (date) => `Envoyé le ${date}`,
    subscribe: 'S’abonner',
    feed: 'Flux',
  },
  feeds: {
    about:
      'Un flux apporte les nouveaux articles dans le lecteur de votre choix. Aucun compte n’est nécessaire, et personne n’apprend votre adresse.',
    howTo: 'Copiez une adresse dans votre lecteur de flux, ou ouvrez-la d’un clic.',
    copyThis: 'Pour le suivre, copiez l’adresse de cette page dans un lecteur de flux.',
    openIn: 'Ouvrir dans',
    ownReader: 'une application de cet appareil',
    opml: 'Tous les flux dans un fichier (OPML), à importer dans un lecteur',
    replyByMail: 'Répondre par e-mail',
    allPosts: 'Tous les articles',
    sections: 'Rubriques',
    categories: 'Catégories',
    tags: 'Étiquettes',
    authors: 'Auteurs',
    languages: 'Langues',
  },
  posts: {
    note: 'Remarque',
    tip: 'Astuce',
    important: 'Important',
    warning: 'Avertissement',
    caution: 'Attention',
    details: 'Détails',
  },
  web: {
    newsletters: 'Lettres d’information',
    feeds: 'Flux',
    notFound: 'Il n’y a rien à cette adresse.',
  },
}

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
    preferences: 'Modifier vos préférences',
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
  subscribe: {
    title: 'S’abonner',
    email: 'Adresse e-mail',
    newsletters: 'Lettres',
    cadence: 'À quelle fréquence',
    topics: 'Seulement les articles sur',
    language: 'Langue',
    button: 'S’abonner',
    consent: {
      1: (newsletters) =>
        `En pressant le bouton, vous demandez à recevoir ${newsletters} à cette adresse. Vous pouvez vous désabonner à tout moment, par un lien dans chaque message.`,
    },
    didYouMean: (address) =>
      `Vouliez-vous écrire ${address} ? Si votre adresse est juste ainsi, pressez le bouton encore une fois.`,
    notAnAddress: 'Ce n’est pas une adresse e-mail. Écrivez-la comme nom@example.com.',
    refused: 'Personne ne lit de lettres à une telle adresse. Prenez-en une autre.',
    tooMany: 'Trop de demandes sont venues d’ici. Réessayez plus tard.',
    unreadable: 'Ce qui a été envoyé n’est pas un formulaire lisible ici.',
    quick: 'C’était rapide. Pressez le bouton encore une fois.',
    chooseOne: 'Choisissez au moins une lettre.',
    leaveEmpty: 'Laissez ce champ vide',
    sentTitle: 'Regardez dans votre boîte de réception',
    sent: 'Un message est en route vers l’adresse indiquée. Pressez le bouton qu’il contient, et vous serez abonné. S’il n’arrive pas, regardez dans les indésirables.',
    confirmTitle: 'Confirmer',
    question: (newsletters) => `Voulez-vous recevoir ${newsletters} ?`,
    confirm: 'Oui, je m’abonne',
    done: (newsletters) => `Votre abonnement à ${newsletters} est confirmé.`,
    expired: 'Ce lien n’est plus valable. Inscrivez-vous de nouveau.',
    broken: 'Ce lien est incomplet ou n’est plus valable. Inscrivez-vous de nouveau.',
    suppressed:
      'Aucun message ne peut aller à cette adresse : elle a été refusée, ou a fait l’objet d’une plainte. Écrivez-nous.',
    again: 'S’inscrire de nouveau',
    back: (site) => `Retour à ${site}`,
    askSubject: (site) => `${site} : confirmez votre adresse`,
    askIntro: (newsletters) =>
      `Quelqu’un, sans doute vous, a demandé à recevoir ${newsletters} à cette adresse. Pour commencer, ouvrez ce lien et pressez le bouton :`,
    ignore: 'Si ce n’était pas vous, ne faites rien : sans le bouton, rien d’autre n’arrivera.',
    hours: (hours) => `Le lien est valable ${hours} heures.`,
    alreadySubject: (site) => `${site} : vous êtes déjà sur la liste`,
    alreadyIntro: (newsletters) =>
      `Quelqu’un, sans doute vous, a demandé à recevoir ${newsletters} à cette adresse. Vous recevez déjà cette lettre : il n’y a rien à faire.`,
    welcomeSubject: (newsletters) => `Bienvenue : ${newsletters}`,
    welcomeIntro: (newsletters) =>
      `Votre abonnement à ${newsletters} est confirmé. Le prochain numéro viendra de lui-même.`,
    latest: 'Le dernier numéro',
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

import { plural } from './plural.ts'
import type { Words } from './words.ts'

export const es: Words = {
  language: 'es',
  mail: {
    readOnline: 'Leer en línea',
    readOnWeb: 'Leer en el sitio web',
    continueReading: 'Seguir leyendo',
    number: (number) => `N.º ${number}`,
    postCount: (count) => plural('es', count, { one: '1 artículo', other: `${count} artículos` }),
    readingTime: (minutes) => `${minutes} min de lectura`,
    severalPosts: (title, others) => `${title} y ${others} más`,
    reason: (newsletter, site) => `Recibe este mensaje porque pidió ${newsletter}${site ? ` en ${site}` : ''}.`,
    unsubscribe: 'Cancelar la suscripción',
    postalAddress: 'Dirección postal',
    testNote: 'Esto es una prueba: nada cuenta como enviado y el enlace para cancelar la suscripción no hace nada.',
  },
  unsubscribe: {
    title: 'Cancelar la suscripción',
    question: (newsletter) => `¿Quiere dejar de recibir ${newsletter}?`,
    button: 'Cancelar la suscripción',
    done: (newsletter) => `Suscripción cancelada: no recibirá más ${newsletter}.`,
    notSubscribed: 'No hay ninguna suscripción a su nombre.',
    brokenLink:
      'Este enlace está incompleto o ya no es válido, así que no ha dado de baja a nadie. Use el enlace o el botón de baja del correo más reciente.',
    orWriteTo: 'O escriba a',
    testLink:
      'Este enlace es de un correo de prueba: no da de baja a nadie. En un correo real, cada lector tiene el suyo.',
    changedMind: '¿Ha sido un error?',
    resubscribe: 'Volver a suscribirse',
    resubscribed: (newsletter) => `Volverá a recibir ${newsletter}.`,
  },
  archive: {
    title: (newsletter) => `${newsletter}: todos los números`,
    empty: 'Todavía no se ha enviado nada.',
    all: 'Todos los números',
    newer: 'Más recientes',
    older: 'Anteriores',
    sentOn: (date) => `Enviado el ${date}`,
    subscribe: 'Suscribirse',
    feed: 'Canal web',
  },
  feeds: {
    about:
      'Un canal lleva los artículos nuevos al lector que usted elija. Aquí no necesita cuenta, y nadie conoce su dirección.',
    howTo: 'Copie una dirección en su lector de canales o ábrala con un clic.',
    copyThis: 'Para seguirlo, copie la dirección de esta página en un lector de canales.',
    openIn: 'Abrir en',
    ownReader: 'una aplicación de este dispositivo',
    opml: 'Todos los canales en un archivo (OPML), para importarlos en un lector',
    replyByMail: 'Responder por correo',
    allPosts: 'Todos los artículos',
    sections: 'Secciones',
    categories: 'Categorías',
    tags: 'Etiquetas',
    authors: 'Autores',
    languages: 'Idiomas',
  },
  posts: {
    note: 'Nota',
    tip: 'Consejo',
    important: 'Importante',
    warning: 'Advertencia',
    caution: 'Precaución',
    details: 'Detalles',
  },
  web: {
    newsletters: 'Boletines',
    feeds: 'Canales',
    notFound: 'No hay nada en esta dirección.',
  },
}

/** Pictures in words, for whoever does not see them. */
import { phrases } from '../site/speech.js';

export const pictureTexts = phrases(
  {
    strip: (uptime: string, down: number, unknown: number) =>
      `Last 90 days: ${uptime} up; ${down} ${down === 1 ? 'day' : 'days'} with downtime, ${unknown} unknown`,
    stripUnknown: 'Last 90 days: nothing is known',
    nothingKnown: 'nothing is known yet',
    legend: 'Each bar is a day, with today on the right: tall with downtime, medium when up, low when unknown.',
    dayUp: 'up all the time that is known',
    dayDown: (duration: string, outages: number) =>
      `down for ${duration} in ${outages} ${outages === 1 ? 'outage' : 'outages'}`,
    dayUnknown: 'unknown',
    dayTable: 'Days with downtime, and those that are unknown, as a table',
    day: 'Day',
    dayState: 'State',
    stretch: (from: string, to: string) => `${from} to ${to}`,
    spark: (least: string, most: string) => `Response times in the last 24 hours: ${least} to ${most}`,
    sparkNone: 'No response times in the last 24 hours',
  },
  {
    strip: (uptime, down, unknown) =>
      `Últimos 90 días: ${uptime} en funcionamiento; ${down} ${down === 1 ? 'día' : 'días'} con caídas, ${unknown} sin datos`,
    stripUnknown: 'Últimos 90 días: no hay datos',
    nothingKnown: 'aún no hay datos',
    legend: 'Cada barra es un día, con hoy a la derecha: alta con caídas, media en funcionamiento, baja sin datos.',
    dayUp: 'en funcionamiento todo el tiempo conocido',
    dayDown: (duration, outages) => `caído ${duration} en ${outages} ${outages === 1 ? 'caída' : 'caídas'}`,
    dayUnknown: 'sin datos',
    dayTable: 'Días con caídas y días sin datos, en una tabla',
    day: 'Día',
    dayState: 'Estado',
    stretch: (from, to) => `del ${from} al ${to}`,
    spark: (least, most) => `Tiempos de respuesta de las últimas 24 horas: de ${least} a ${most}`,
    sparkNone: 'Sin tiempos de respuesta en las últimas 24 horas',
  },
);

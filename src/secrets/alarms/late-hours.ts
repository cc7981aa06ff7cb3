/** From how many hours on a rotation is late. One that is turned off is late at once, whatever the dates say. */
export const LATE_HOURS = 24;

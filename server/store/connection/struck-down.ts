/** The statement was stopped in the place of another, or with it: it is to be asked again. */
export class StruckDown extends Error {}

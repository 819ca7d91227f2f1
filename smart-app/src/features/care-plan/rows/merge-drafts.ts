/** A row as it is typed: each field as text. */
export type Texts<D> = Readonly<Record<keyof D, string>>

/** Two people's changes of one row, brought together. */
interface Merged<D> {
  readonly draft: D
  /** Fields that both changed, each in another way: the draft has mine. */
  readonly clashes: readonly (keyof D & string)[]
}

/** Field by field: what only one of two people changed is theirs to say. @param base what both began with */
export function mergeDrafts<D extends Texts<D>>(base: D, mine: D, theirs: D): Merged<D> {
  const names = Object.keys(mine) as (keyof D & string)[]
  const clashes = names.filter(
    (name) => mine[name] !== base[name] && theirs[name] !== base[name] && mine[name] !== theirs[name],
  )
  const draft = { ...mine }
  for (const name of names) if (mine[name] === base[name]) draft[name] = theirs[name]
  return { draft, clashes }
}

/** How a clash is settled. */
export type Settlement = 'mine' | 'theirs' | 'both'

/** The draft once somebody has chosen. @param words fields in which both texts can stand one after the other */
export function settledDraft<D extends Texts<D>>(
  choice: Settlement,
  { draft, clashes }: Merged<D>,
  theirs: D,
  words: readonly (keyof D)[],
): D {
  const settled = { ...draft }
  for (const name of clashes) {
    if (choice === 'theirs') settled[name] = theirs[name]
    if (choice === 'both' && words.includes(name)) settled[name] = `${theirs[name]}; ${draft[name]}` as D[typeof name]
  }
  return settled
}

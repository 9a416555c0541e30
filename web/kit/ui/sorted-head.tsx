// The head of a table that is put in order by its columns: one press sorts, another turns it round.
interface Props<C extends string> {
  columns: readonly C[];
  /** Columns of figures. */
  numbers: readonly C[];
  view: { sort: C | ""; down: boolean };
  says: (column: C) => string;
  /** `sort` as the address has it. */
  onSort: (sort: string) => void;
}

/** What `sort` has to say so that this column is the order, the other way round where it already is. */
export function sortBy<C extends string>(column: C, view: { sort: C | ""; down: boolean }): string {
  return view.sort === column && !view.down ? `-${column}` : column;
}

export function SortedHead<C extends string>({ columns, numbers, view, says, onSort }: Props<C>) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column}
            scope="col"
            class={`c-${column} ${numbers.includes(column) ? "number" : ""}`}
            aria-sort={view.sort !== column ? undefined : view.down ? "descending" : "ascending"}
          >
            <button type="button" onClick={() => onSort(sortBy(column, view))}>
              {says(column)}
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

export interface Advisory {
  readonly id: string;
  readonly severity: string;
  readonly title: string;
  readonly packages: readonly string[];
}
export interface Explanation {
  readonly id: string;
  readonly why: string;
  /** The last day on which it counts: `2027-05-31`. */
  readonly until: string;
}
export declare function advisoriesIn(answer: object): readonly Advisory[];
export declare function judge(
  answer: object,
  explained: readonly Explanation[],
  today: string,
): readonly string[];

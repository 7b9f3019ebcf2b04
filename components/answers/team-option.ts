/** A team as the screens of the library need it. */
export interface TeamOption {
  id: string;
  name: string;
}

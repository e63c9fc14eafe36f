// What the carrier asks for a parcel: the external function of the model. It has to be pure, since it is called whenever a command
// is decided, which may be more than once.

const domestic = "CH";
const lightest = 5;

export const shippingFee = (country: string, weight: number): string =>
  country === domestic && weight < lightest ? "7" : "11.5";

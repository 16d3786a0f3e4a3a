// The texts of the customer's page in Hindi. A section for each part of the page.

export const words = {
  page: {
  },
  programme: {
  },
  hall: {
  },
  choice: {
  },
  booking: {
  },
  account: {
  },
};

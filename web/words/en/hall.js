// The texts of a hall and its seats in English.

export const hall = {
  label: 'Seats of {hall}',
  screen: 'Screen',
  zoom: 'Size of the hall',
  zoomIn: 'Enlarge the hall',
  zoomOut: 'Make the hall smaller',
  whole: 'Whole hall',
  legend: 'What the seats look like',
  state: {
    available: 'available',
    in_review: 'being booked by others',
    held: 'held until it is paid',
    sold: 'sold',
    blocked: 'not for sale',
  },
  chosen: 'your choice',
  chosenBut: 'your choice, {state}',
  yours: 'yours',
  attribute: {
    wheelchair: 'wheelchair place',
    companion: 'companion seat',
    restricted_view: 'restricted view',
  },
  looks: {
    available: 'Free',
    chosen: 'Your choice',
    in_review: 'Being booked',
    held: 'Held, not paid yet',
    sold: 'Sold',
    blocked: 'Not for sale',
    mine: 'Yours',
    wheelchair: 'Wheelchair place',
    companion: 'Companion seat',
    restricted_view: 'Restricted view',
  },
};

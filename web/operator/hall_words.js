// A hall on the operator's page, which is English, has the texts of the customer's page.

import { useTexts } from '../text.js';
import { hall } from '../words/en/hall.js';

useTexts({ hall });

// Short texts that people and officers of the exercise write, in the two languages of the platform. All are our own.

type Phrases = Readonly<Record<"en" | "ar", readonly string[]>>;

/** How somebody without a position says where she is. */
export const landmarks: Phrases = {
  en: [
    "Tents along the main road, second row",
    "School building, upper floor",
    "Behind the bakery, blue gate",
    "By the bus yard",
    "Workers' housing near the water tank",
    "Warehouse at the edge of the town",
    "Next to the fuel station, north side",
    "In the mosque's courtyard",
  ],
  ar: [
    "خيام على جانب الطريق الرئيسي، الصف الثاني",
    "مبنى المدرسة، الطابق العلوي",
    "خلف المخبز، البوابة الزرقاء",
    "قرب موقف الحافلات",
    "سكن العمال قرب خزان الماء",
    "مستودع على طرف المدينة",
    "بجانب محطة الوقود من جهة الشمال",
    "في ساحة المسجد",
  ],
};

export const notes: Phrases = {
  en: [
    "More people from our site are still inside. They have no phone.",
    "We have walked for two days. Two of us have swollen feet.",
    "We have water until tomorrow.",
    "I can interpret for the others.",
    "Please write, do not call. My battery is low.",
    "My wages were not paid. I keep my own list of the days.",
    "One of us needs insulin.",
    "We want to stay together.",
  ],
  ar: [
    "ما زال آخرون من موقعنا في الداخل وليس لديهم هاتف.",
    "مشينا يومين. اثنان منا أقدامهما متورمة.",
    "لدينا ماء حتى الغد.",
    "أستطيع الترجمة للآخرين.",
    "اكتبوا من فضلكم ولا تتصلوا. بطاريتي ضعيفة.",
    "لم تُدفع أجرتي. أحتفظ بقائمة الأيام.",
    "أحدنا يحتاج إلى الأنسولين.",
    "نريد أن نبقى معا.",
  ],
};

/** What an officer writes to somebody who has to do something. */
export const asked: Phrases = {
  en: [
    "Please tell us how many of you can walk to the road.",
    "Please say where you are now: a name of a street or a building is enough.",
    "Please add the people who travel with you.",
  ],
  ar: [
    "من فضلك أخبرنا كم شخصا منكم يستطيع المشي إلى الطريق.",
    "من فضلك قل أين أنت الآن: يكفي اسم شارع أو مبنى.",
    "من فضلك أضف الأشخاص المسافرين معك.",
  ],
};

/** What an officer writes where the answer is no. */
export const refused: Phrases = {
  en: ["No transport reaches your area today. Your request stays open here and we look again tomorrow."],
  ar: ["لا تصل أي وسيلة نقل إلى منطقتك اليوم. يبقى طلبك مفتوحا هنا وننظر فيه غدا من جديد."],
};

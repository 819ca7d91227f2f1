Instance: chronic-conditions-snomed-ct
InstanceOf: ConceptMap
Usage: #definition
Title: "SNOMED CT codes of chronic conditions"
Description: """Which SNOMED CT codes make which chronic condition, whether they count, and the ICD-10-CM code that a coder would look at first for a claim (a suggestion, never a coding). Codes match exactly: those that EHRs and synthetic records commonly carry."""
* url = "https://ccm-on-fhir.org/ig/ConceptMap/chronic-conditions-snomed-ct"
* name = "ChronicConditionsSnomedCt"
* title = "SNOMED CT codes of chronic conditions"
* status = #active
* experimental = false
* group[0].source = "http://snomed.info/sct"
* group[0].target = "https://ccm-on-fhir.org/ig/CodeSystem/ccm-chronic-condition"

// Diabetes and metabolism
* insert Sct(44054006, diabetes, counts, E11.9) // type 2 diabetes
* insert Sct(73211009, diabetes, counts, E11.9) // diabetes mellitus
* insert Sct(46635009, diabetes, counts, E10.9) // type 1 diabetes
* insert Sct(127013003, diabetes, counts, E11.21) // kidney disease from diabetes
* insert SctToo(chronic-kidney-disease, counts)
* insert Sct(90781000119102, diabetes, counts, E11.29) // microalbuminuria from type 2 diabetes
* insert Sct(157141000119108, diabetes, counts, E11.29) // proteinuria from type 2 diabetes
* insert Sct(368581000119106, diabetes, counts, E11.40) // neuropathy from type 2 diabetes
* insert Sct(422034002, diabetes, counts, E11.319) // retinopathy from type 2 diabetes
* insert Sct(1551000119108, diabetes, counts, E11.3299) // non-proliferative retinopathy
* insert Sct(1501000119109, diabetes, counts, E11.3599) // proliferative retinopathy
* insert Sct(97331000119101, diabetes, counts, E11.311) // macular edema and retinopathy
* insert Sct(60951000119105, diabetes, counts, E11.39) // blindness from type 2 diabetes
* insert Sct(427089005, diabetes, counts, E08.9) // diabetes from cystic fibrosis
* insert Sct(714628002, none, never, R73.03) // prediabetes
* insert Sct(15777000, none, never, R73.03) // prediabetes (older records)
* insert Sct(80394007, none, never, R73.9) // hyperglycemia
* insert Sct(237602007, metabolic-syndrome, review, E88.810) // metabolic syndrome
* insert Sct(302870006, hyperlipidemia, review, E78.1) // hypertriglyceridemia
* insert Sct(55822004, hyperlipidemia, review, E78.5) // hyperlipidemia
* insert Sct(162864005, obesity, review, E66.9) // body mass index 30 and more
* insert Sct(408512008, obesity, counts, E66.813) // body mass index 40 and more
* insert Sct(83664006, hypothyroidism, review, E03.4) // atrophic hypothyroidism
* insert Sct(40930008, hypothyroidism, review, E03.9) // hypothyroidism

// Heart and vessels
* insert Sct(59621000, hypertension, counts, I10) // essential hypertension
* insert Sct(38341003, hypertension, counts, I10) // hypertensive disorder
* insert Sct(88805009, heart-failure, counts, I50.9) // chronic congestive heart failure
* insert Sct(84114007, heart-failure, counts, I50.9) // heart failure
* insert Sct(42343007, heart-failure, counts, I50.9) // congestive heart failure
* insert Sct(414545008, ischemic-heart-disease, counts, I25.9) // ischemic heart disease
* insert Sct(53741008, ischemic-heart-disease, counts, I25.10) // coronary heart disease
* insert Sct(399211009, ischemic-heart-disease, counts, I25.2) // history of myocardial infarction
* insert Sct(22298006, ischemic-heart-disease, never, I25.2) // myocardial infarction
* insert AfterFourWeeks(review)
* insert Sct(401303003, acute-myocardial-infarction, never, I21.3) // ST elevation infarction
* insert Sct(401314000, acute-myocardial-infarction, never, I21.4) // non-ST elevation infarction
* insert Sct(4557003, ischemic-heart-disease, review, I20.0) // unstable angina
* insert Sct(399261000, ischemic-heart-disease, never, Z95.1) // history of coronary bypass
* insert Sct(49436004, atrial-fibrillation, counts, I48.91) // atrial fibrillation
* insert Sct(60573004, heart-valve-disease, counts, I35.0) // aortic stenosis
* insert Sct(60234000, heart-valve-disease, counts, I35.1) // aortic regurgitation
* insert Sct(79619009, heart-valve-disease, counts, I34.2) // mitral stenosis
* insert Sct(48724000, heart-valve-disease, counts, I34.0) // mitral regurgitation
* insert Sct(49915006, heart-valve-disease, review, I36.0) // tricuspid stenosis
* insert Sct(111287006, heart-valve-disease, review, I36.1) // tricuspid regurgitation
* insert Sct(56786000, heart-valve-disease, review, I37.0) // pulmonic stenosis
* insert Sct(91434003, heart-valve-disease, review, I37.1) // pulmonic regurgitation
* insert SctUncoded(230690007, stroke, never) // stroke
* insert AfterFourWeeks(review)

// Kidney
* insert Sct(431855005, chronic-kidney-disease, review, N18.1) // stage 1
* insert Sct(431856006, chronic-kidney-disease, review, N18.2) // stage 2
* insert Sct(433144002, chronic-kidney-disease, counts, N18.30) // stage 3
* insert Sct(700378005, chronic-kidney-disease, counts, N18.31) // stage 3a
* insert Sct(700379002, chronic-kidney-disease, counts, N18.32) // stage 3b
* insert Sct(431857002, chronic-kidney-disease, counts, N18.4) // stage 4
* insert Sct(433146000, chronic-kidney-disease, counts, N18.5) // stage 5
* insert Sct(46177005, chronic-kidney-disease, counts, N18.6) // end-stage renal disease
* insert EndStageRenal
* insert Sct(709044004, chronic-kidney-disease, counts, N18.9) // chronic kidney disease
* insert Sct(161665007, transplant, review, Z94.0) // history of kidney transplant

// Lung
* insert Sct(185086009, copd, counts, J44.9) // chronic obstructive bronchitis
* insert Sct(87433001, copd, counts, J43.9) // emphysema
* insert Sct(13645005, copd, counts, J44.9) // COPD
* insert Sct(195967001, asthma, counts, J45.909) // asthma
* insert Sct(233678006, asthma, counts, J45.909) // childhood asthma
* insert Sct(78275009, sleep-apnea, review, G47.33) // obstructive sleep apnea
* insert Sct(73430006, sleep-apnea, review, G47.30) // sleep apnea
* insert Sct(190905008, cystic-fibrosis, counts, E84.9) // cystic fibrosis

// Brain, nerves and mind
* insert Sct(26929004, alzheimers-disease, counts, G30.9) // Alzheimer's disease
* insert Sct(230265002, alzheimers-disease, counts, G30.0) // early-onset familial Alzheimer's disease
* insert Sct(52448006, dementia, counts, F03.90) // dementia
* insert Sct(49049000, parkinsons-disease, counts, G20.A1) // Parkinson's disease
* insert Sct(84757009, epilepsy, counts, G40.909) // epilepsy
* insert Sct(128613002, epilepsy, counts, G40.909) // seizure disorder
* insert Sct(128188000, cerebral-palsy, counts, G80.9) // cerebral palsy
* insert SctUncoded(24700007, multiple-sclerosis, counts) // multiple sclerosis
* insert Sct(124171000119105, migraine, review, G43.719) // chronic intractable migraine
* insert Sct(427419006, migraine, review, G43.709) // transformed migraine
* insert SctUncoded(127295002, traumatic-brain-injury, review) // traumatic brain injury
* insert SctUncoded(698754002, mobility-impairment, counts) // chronic paralysis from a lesion of the cord
* insert Sct(370143000, depression, counts, F32.9) // major depression
* insert Sct(36923009, depression, counts, F32.9) // major depression, single episode
* insert Sct(35489007, depression, counts, F32.A) // depressive disorder
* insert Sct(47505003, ptsd, counts, F43.10) // post-traumatic stress disorder
* insert Sct(13746004, bipolar-disorder, counts, F31.9) // bipolar disorder
* insert Sct(58214004, schizophrenia, counts, F20.9) // schizophrenia
* insert Sct(197480006, anxiety, review, F41.9) // anxiety disorder
* insert Sct(7200002, alcohol-use-disorder, counts, F10.20) // alcoholism
* insert Sct(5602001, opioid-use-disorder, counts, F11.10) // opioid abuse
* insert Sct(6525002, drug-use-disorder, counts, F19.20) // dependent drug abuse
* insert Sct(449868002, tobacco-use, never, F17.210) // smokes daily

// Joints, bones and pain
* insert Sct(69896004, arthritis, counts, M06.9) // rheumatoid arthritis
* insert Sct(239873007, arthritis, counts, M17.9) // osteoarthritis of the knee
* insert Sct(239872002, arthritis, counts, M16.9) // osteoarthritis of the hip
* insert Sct(201834006, arthritis, counts, M19.049) // osteoarthritis of the hand
* insert Sct(396275006, arthritis, counts, M19.90) // osteoarthritis
* insert Sct(200936003, lupus, counts, M32.9) // lupus erythematosus
* insert Sct(90560007, gout, review, M10.9) // gout
* insert Sct(64859006, osteoporosis, counts, M81.0) // osteoporosis
* insert SctUncoded(443165006, osteoporosis, counts) // fracture from osteoporosis
* insert Sct(203082005, chronic-pain, review, M79.7) // fibromyalgia
* insert Sct(95417003, chronic-pain, review, M79.7) // primary fibromyalgia
* insert Sct(82423001, chronic-pain, review, G89.29) // chronic pain
* insert Sct(278860009, chronic-pain, review, M54.50) // chronic low back pain
* insert Sct(1121000119107, chronic-pain, review, M54.2) // chronic neck pain

// Cancer
* insert Sct(254837009, cancer-breast, counts, C50.919) // breast cancer
* insert Sct(363406005, cancer-colorectal, counts, C18.9) // colon cancer
* insert Sct(93761005, cancer-colorectal, counts, C18.9) // primary cancer of the colon
* insert Sct(109838007, cancer-colorectal, counts, C18.8) // overlapping cancer of the colon
* insert Sct(94260004, cancer, counts, C78.5) // metastasis to the colon
* insert Sct(94503003, cancer, counts, C79.82) // metastasis to the prostate
* insert Sct(254637007, cancer-lung, counts, C34.90) // non-small-cell lung cancer
* insert Sct(424132000, cancer-lung, counts, C34.90) // … stage 1
* insert Sct(425048006, cancer-lung, counts, C34.90) // … stage 2
* insert Sct(422968005, cancer-lung, counts, C34.90) // … stage 3
* insert Sct(423121009, cancer-lung, counts, C34.90) // … stage 4
* insert Sct(254632001, cancer-lung, counts, C34.90) // small-cell lung cancer
* insert Sct(67811000119102, cancer-lung, counts, C34.90) // … stage 1
* insert Sct(67821000119109, cancer-lung, counts, C34.90) // … stage 2
* insert Sct(67831000119107, cancer-lung, counts, C34.90) // … stage 3
* insert Sct(67841000119103, cancer-lung, counts, C34.90) // … stage 4
* insert Sct(92691004, cancer-prostate, counts, D07.5) // carcinoma in situ of the prostate
* insert Sct(126906006, cancer-prostate, review, D49.59) // neoplasm of the prostate
* insert Sct(91861009, leukemia-lymphoma, counts, C92.00) // acute myeloid leukemia
* insert Sct(93143009, leukemia-lymphoma, counts, C95.90) // leukemia
* insert Sct(109989006, leukemia-lymphoma, counts, C90.00) // multiple myeloma

// Infection, liver, blood, other
* insert Sct(86406008, hiv, counts, B20) // HIV infection
* insert Sct(62479008, hiv, counts, B20) // AIDS
* insert Sct(61977001, hepatitis-b, counts, B18.1) // chronic hepatitis B
* insert Sct(128302006, hepatitis-c, counts, B18.2) // chronic hepatitis C
* insert Sct(19943007, liver-disease, counts, K74.60) // cirrhosis of the liver
* insert Sct(271737000, anemia, review, D64.9) // anemia
* insert Sct(235595009, reflux-disease, review, K21.9) // gastro-esophageal reflux
* insert Sct(24079001, none, never, L20.9) // atopic dermatitis
* insert Sct(446096008, none, never, J30.9) // perennial allergic rhinitis
* insert Sct(232353008, none, never, J30.9) // seasonal and perennial rhinitis
* insert Sct(367498001, none, never, J30.9) // seasonal allergic rhinitis
* insert Sct(40055000, none, never, J32.9) // chronic sinusitis
* insert SctUncoded(444814009, none, never) // viral sinusitis
* insert SctUncoded(10509002, none, never) // acute bronchitis
* insert SctUncoded(195662009, none, never) // viral pharyngitis
* insert SctUncoded(160903007, no-illness, never) // employment
* insert SctUncoded(73595000, no-illness, never) // stress
* insert SctUncoded(422650009, no-illness, never) // social isolation
* insert SctUncoded(741062008, no-illness, never) // not in the labor force
* insert SctUncoded(314529007, no-illness, never) // medication review due
* insert SctUncoded(224299000, no-illness, never) // higher education

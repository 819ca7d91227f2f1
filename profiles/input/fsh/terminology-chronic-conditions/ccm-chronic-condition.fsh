CodeSystem: CcmChronicCondition
Id: ccm-chronic-condition
Title: "Chronic condition categories"
Description: """Kinds of chronic condition. However many codes of a kind a chart holds, it counts once. The kinds are those of the CMS Chronic Conditions Data Warehouse (30 conditions, and other chronic or potentially disabling conditions), with a few of our own. A kind below another is its special case: the general one is not counted beside it. Medicare has no closed list of conditions for care management; the billing practitioner's judgement decides."""
* ^caseSensitive = true
* ^experimental = false
* ^hierarchyMeaning = #is-a
* ^property[0].code = #origin
* ^property[0].description = "Where the kind comes from: its number among the CCW 30 conditions, CCW other (other chronic or potentially disabling conditions), or product (ours)."
* ^property[0].type = #string
* #acute-myocardial-infarction "Acute myocardial infarction" "A heart attack in its acute phase. It is an event; what remains is ischemic heart disease."
* insert SpanishName(#acute-myocardial-infarction, [[Infarto de corazón]])
* insert PlainName(#acute-myocardial-infarction, [[Heart attack]])
* #acute-myocardial-infarction ^property[0].code = #origin
* #acute-myocardial-infarction ^property[0].valueString = "CCW 1"
* #anemia "Anemia" "Anemia and related blood disorders; many are short-lived, so a clinician confirms."
* insert SpanishName(#anemia, [[Anemia]])
* #anemia ^property[0].code = #origin
* #anemia ^property[0].valueString = "CCW 3"
* #anemia #sickle-cell-disease "Sickle-cell disease" "Sickle-cell disorders."
* insert SpanishName(#anemia #sickle-cell-disease, [[Anemia falciforme]])
* #anemia #sickle-cell-disease ^property[0].code = #origin
* #anemia #sickle-cell-disease ^property[0].valueString = "CCW other"
* #asthma "Asthma" "Asthma of any severity."
* insert SpanishName(#asthma, [[Asma]])
* #asthma ^property[0].code = #origin
* #asthma ^property[0].valueString = "CCW 4"
* #atrial-fibrillation "Atrial fibrillation and flutter" "Atrial fibrillation and flutter, paroxysmal to permanent."
* insert SpanishName(#atrial-fibrillation, [[Fibrilación auricular]])
* insert PlainName(#atrial-fibrillation, [[Irregular heartbeat]])
* #atrial-fibrillation ^property[0].code = #origin
* #atrial-fibrillation ^property[0].valueString = "CCW 5"
* #benign-prostatic-hyperplasia "Benign prostatic hyperplasia" "Enlarged prostate."
* insert SpanishName(#benign-prostatic-hyperplasia, [[Próstata agrandada]])
* insert PlainName(#benign-prostatic-hyperplasia, [[Enlarged prostate]])
* #benign-prostatic-hyperplasia ^property[0].code = #origin
* #benign-prostatic-hyperplasia ^property[0].valueString = "CCW 6"
* #cancer "Cancer" "Malignant neoplasms without a category of their own, secondary ones included."
* insert SpanishName(#cancer, [[Cáncer]])
* #cancer ^property[0].code = #origin
* #cancer ^property[0].valueString = "product"
* #cancer #cancer-breast "Breast cancer" "Malignant and in situ neoplasms of the breast."
* insert SpanishName(#cancer #cancer-breast, [[Cáncer de mama]])
* #cancer #cancer-breast ^property[0].code = #origin
* #cancer #cancer-breast ^property[0].valueString = "CCW 7"
* #cancer #cancer-colorectal "Colorectal cancer" "Malignant and in situ neoplasms of colon and rectum."
* insert SpanishName(#cancer #cancer-colorectal, [[Cáncer de colon o recto]])
* #cancer #cancer-colorectal ^property[0].code = #origin
* #cancer #cancer-colorectal ^property[0].valueString = "CCW 8"
* #cancer #cancer-endometrial "Endometrial cancer" "Malignant and in situ neoplasms of the endometrium."
* insert SpanishName(#cancer #cancer-endometrial, [[Cáncer de endometrio]])
* #cancer #cancer-endometrial ^property[0].code = #origin
* #cancer #cancer-endometrial ^property[0].valueString = "CCW 9"
* #cancer #cancer-lung "Lung cancer" "Malignant and in situ neoplasms of bronchus and lung."
* insert SpanishName(#cancer #cancer-lung, [[Cáncer de pulmón]])
* #cancer #cancer-lung ^property[0].code = #origin
* #cancer #cancer-lung ^property[0].valueString = "CCW 10"
* #cancer #cancer-prostate "Prostate cancer" "Malignant and in situ neoplasms of the prostate."
* insert SpanishName(#cancer #cancer-prostate, [[Cáncer de próstata]])
* #cancer #cancer-prostate ^property[0].code = #origin
* #cancer #cancer-prostate ^property[0].valueString = "CCW 11"
* #cancer #cancer-urologic "Urologic cancer" "Malignant and in situ neoplasms of kidney, ureter, bladder and urethra."
* insert SpanishName(#cancer #cancer-urologic, [[Cáncer de riñón o vías urinarias]])
* insert PlainName(#cancer #cancer-urologic, [[Cancer of the kidney or urinary tract]])
* #cancer #cancer-urologic ^property[0].code = #origin
* #cancer #cancer-urologic ^property[0].valueString = "CCW 12"
* #cancer #leukemia-lymphoma "Leukemia and lymphoma" "Malignant neoplasms of blood, lymph and marrow."
* insert SpanishName(#cancer #leukemia-lymphoma, [[Leucemia o linfoma]])
* #cancer #leukemia-lymphoma ^property[0].code = #origin
* #cancer #leukemia-lymphoma ^property[0].valueString = "CCW other"
* #cataract "Cataract" "Cataract; surgery cures it, so it does not count by itself."
* insert SpanishName(#cataract, [[Cataratas]])
* #cataract ^property[0].code = #origin
* #cataract ^property[0].valueString = "CCW 13"
* #chronic-kidney-disease "Chronic kidney disease" "Chronic kidney disease of any stage, and kidney disease from hypertension or diabetes."
* insert SpanishName(#chronic-kidney-disease, [[Enfermedad renal crónica]])
* insert PlainName(#chronic-kidney-disease, [[Kidney disease]])
* #chronic-kidney-disease ^property[0].code = #origin
* #chronic-kidney-disease ^property[0].valueString = "CCW 14"
* #copd "Chronic obstructive pulmonary disease" "COPD, chronic bronchitis, emphysema and bronchiectasis."
* insert SpanishName(#copd, [[Enfermedad pulmonar obstructiva crónica (EPOC)]])
* insert PlainName(#copd, [[Long-term lung disease]])
* #copd ^property[0].code = #origin
* #copd ^property[0].valueString = "CCW 15"
* #depression "Depression and other mood disorders" "Depressive and other persistent mood disorders."
* insert SpanishName(#depression, [[Depresión y otros trastornos del ánimo]])
* #depression ^property[0].code = #origin
* #depression ^property[0].valueString = "CCW 16"
* #depression #bipolar-disorder "Bipolar disorder" "Manic episodes and bipolar disorder."
* insert SpanishName(#depression #bipolar-disorder, [[Trastorno bipolar]])
* #depression #bipolar-disorder ^property[0].code = #origin
* #depression #bipolar-disorder ^property[0].valueString = "CCW 16"
* #diabetes "Diabetes" "Diabetes mellitus of any type; neither prediabetes nor gestational diabetes."
* insert SpanishName(#diabetes, [[Diabetes]])
* insert PlainName(#diabetes, [[Diabetes]])
* #diabetes ^property[0].code = #origin
* #diabetes ^property[0].valueString = "CCW 17"
* #glaucoma "Glaucoma" "Glaucoma and its late effects."
* insert SpanishName(#glaucoma, [[Glaucoma]])
* #glaucoma ^property[0].code = #origin
* #glaucoma ^property[0].valueString = "CCW 18"
* #heart-failure "Heart failure and non-ischemic heart disease" "Heart failure and cardiomyopathy."
* insert SpanishName(#heart-failure, [[Insuficiencia cardíaca]])
* insert PlainName(#heart-failure, [[Heart failure]])
* #heart-failure ^property[0].code = #origin
* #heart-failure ^property[0].valueString = "CCW 19"
* #hip-fracture "Hip or pelvic fracture" "A fracture; what may be chronic is the osteoporosis behind it."
* insert SpanishName(#hip-fracture, [[Fractura de cadera o pelvis]])
* #hip-fracture ^property[0].code = #origin
* #hip-fracture ^property[0].valueString = "CCW 20"
* #hyperlipidemia "Hyperlipidemia" "High cholesterol or triglycerides."
* insert SpanishName(#hyperlipidemia, [[Colesterol o grasas altas en la sangre]])
* insert PlainName(#hyperlipidemia, [[High cholesterol or blood fats]])
* #hyperlipidemia ^property[0].code = #origin
* #hyperlipidemia ^property[0].valueString = "CCW 21"
* #hypertension "Hypertension" "Essential, secondary and resistant hypertension and hypertensive organ disease."
* insert SpanishName(#hypertension, [[Presión arterial alta]])
* insert PlainName(#hypertension, [[High blood pressure]])
* #hypertension ^property[0].code = #origin
* #hypertension ^property[0].valueString = "CCW 22"
* #hypothyroidism "Hypothyroidism" "An underactive thyroid."
* insert SpanishName(#hypothyroidism, [[Hipotiroidismo]])
* insert PlainName(#hypothyroidism, [[Underactive thyroid]])
* #hypothyroidism ^property[0].code = #origin
* #hypothyroidism ^property[0].valueString = "CCW 23"
* #ischemic-heart-disease "Ischemic heart disease" "Coronary artery disease, angina and old myocardial infarction."
* insert SpanishName(#ischemic-heart-disease, [[Enfermedad de las arterias del corazón]])
* insert PlainName(#ischemic-heart-disease, [[Narrowed heart arteries]])
* #ischemic-heart-disease ^property[0].code = #origin
* #ischemic-heart-disease ^property[0].valueString = "CCW 24"
* #dementia "Dementia other than Alzheimer's" "Vascular, Lewy body, frontotemporal and unspecified dementia."
* insert SpanishName(#dementia, [[Demencia]])
* insert PlainName(#dementia, [[Memory loss]])
* #dementia ^property[0].code = #origin
* #dementia ^property[0].valueString = "CCW 25"
* #dementia #alzheimers-disease "Alzheimer's disease" "Alzheimer's disease of any onset."
* insert SpanishName(#dementia #alzheimers-disease, [[Enfermedad de Alzheimer]])
* #dementia #alzheimers-disease ^property[0].code = #origin
* #dementia #alzheimers-disease ^property[0].valueString = "CCW 2"
* #osteoporosis "Osteoporosis" "Osteoporosis with or without fracture."
* insert SpanishName(#osteoporosis, [[Osteoporosis]])
* insert PlainName(#osteoporosis, [[Weak bones]])
* #osteoporosis ^property[0].code = #origin
* #osteoporosis ^property[0].valueString = "CCW 26"
* #parkinsons-disease "Parkinson's disease and parkinsonism" "Parkinson's disease and secondary parkinsonism."
* insert SpanishName(#parkinsons-disease, [[Enfermedad de Parkinson]])
* #parkinsons-disease ^property[0].code = #origin
* #parkinsons-disease ^property[0].valueString = "CCW 27"
* #pneumonia "Pneumonia" "Pneumonia of any cause: an acute illness."
* insert SpanishName(#pneumonia, [[Neumonía]])
* #pneumonia ^property[0].code = #origin
* #pneumonia ^property[0].valueString = "CCW 28"
* #arthritis "Rheumatoid arthritis and osteoarthritis" "Inflammatory and degenerative joint and spine disease."
* insert SpanishName(#arthritis, [[Artritis o artrosis]])
* insert PlainName(#arthritis, [[Arthritis]])
* #arthritis ^property[0].code = #origin
* #arthritis ^property[0].valueString = "CCW 29"
* #stroke "Stroke and its lasting effects" "The acute event does not count; its lasting effects do."
* insert SpanishName(#stroke, [[Derrame cerebral y sus secuelas]])
* insert PlainName(#stroke, [[Stroke]])
* #stroke ^property[0].code = #origin
* #stroke ^property[0].valueString = "CCW 30"
* #adhd-conduct-disorder "ADHD and conduct disorders" "Attention deficit, impulse and conduct disorders."
* insert SpanishName(#adhd-conduct-disorder, [[Trastorno de atención o de conducta]])
* #adhd-conduct-disorder ^property[0].code = #origin
* #adhd-conduct-disorder ^property[0].valueString = "CCW other"
* #alcohol-use-disorder "Alcohol use disorder" "Alcohol-related disorders, alcoholic liver disease included."
* insert SpanishName(#alcohol-use-disorder, [[Trastorno por consumo de alcohol]])
* #alcohol-use-disorder ^property[0].code = #origin
* #alcohol-use-disorder ^property[0].valueString = "CCW other"
* #anxiety "Anxiety disorders" "Anxiety, obsessive-compulsive and adjustment disorders."
* insert SpanishName(#anxiety, [[Trastornos de ansiedad]])
* #anxiety ^property[0].code = #origin
* #anxiety ^property[0].valueString = "CCW other"
* #anxiety #ptsd "Post-traumatic stress disorder" "Post-traumatic stress disorder."
* insert SpanishName(#anxiety #ptsd, [[Estrés postraumático]])
* #anxiety #ptsd ^property[0].code = #origin
* #anxiety #ptsd ^property[0].valueString = "CCW other"
* #autism "Autism spectrum disorders" "Pervasive developmental disorders."
* insert SpanishName(#autism, [[Trastornos del espectro autista]])
* #autism ^property[0].code = #origin
* #autism ^property[0].valueString = "CCW other"
* #cerebral-palsy "Cerebral palsy" "Cerebral palsy."
* insert SpanishName(#cerebral-palsy, [[Parálisis cerebral]])
* #cerebral-palsy ^property[0].code = #origin
* #cerebral-palsy ^property[0].valueString = "CCW other"
* #cystic-fibrosis "Cystic fibrosis and metabolic developmental disorders" "Cystic fibrosis and inborn errors of metabolism."
* insert SpanishName(#cystic-fibrosis, [[Fibrosis quística y trastornos metabólicos]])
* #cystic-fibrosis ^property[0].code = #origin
* #cystic-fibrosis ^property[0].valueString = "CCW other"
* #drug-use-disorder "Drug use disorder" "Drug-related disorders other than tobacco and alcohol."
* insert SpanishName(#drug-use-disorder, [[Trastorno por consumo de drogas]])
* #drug-use-disorder ^property[0].code = #origin
* #drug-use-disorder ^property[0].valueString = "CCW other"
* #drug-use-disorder #opioid-use-disorder "Opioid use disorder" "Opioid-related disorders."
* insert SpanishName(#drug-use-disorder #opioid-use-disorder, [[Trastorno por consumo de opioides]])
* #drug-use-disorder #opioid-use-disorder ^property[0].code = #origin
* #drug-use-disorder #opioid-use-disorder ^property[0].valueString = "CCW other"
* #epilepsy "Epilepsy" "Epilepsy and recurrent seizures."
* insert SpanishName(#epilepsy, [[Epilepsia]])
* #epilepsy ^property[0].code = #origin
* #epilepsy ^property[0].valueString = "CCW other"
* #chronic-pain "Fibromyalgia, chronic pain and fatigue" "Long-standing pain or fatigue."
* insert SpanishName(#chronic-pain, [[Fibromialgia, dolor o cansancio crónicos]])
* #chronic-pain ^property[0].code = #origin
* #chronic-pain ^property[0].valueString = "CCW other"
* #hepatitis-b "Chronic hepatitis B" "Chronic viral hepatitis B."
* insert SpanishName(#hepatitis-b, [[Hepatitis B crónica]])
* #hepatitis-b ^property[0].code = #origin
* #hepatitis-b ^property[0].valueString = "CCW other"
* #hepatitis-c "Chronic hepatitis C" "Chronic viral hepatitis C."
* insert SpanishName(#hepatitis-c, [[Hepatitis C crónica]])
* #hepatitis-c ^property[0].code = #origin
* #hepatitis-c ^property[0].valueString = "CCW other"
* #hiv "HIV infection" "HIV infection, with or without symptoms."
* insert SpanishName(#hiv, [[Infección por VIH]])
* #hiv ^property[0].code = #origin
* #hiv ^property[0].valueString = "CCW other"
* #intellectual-disability "Intellectual disability" "Intellectual disability and chromosomal anomalies."
* insert SpanishName(#intellectual-disability, [[Discapacidad intelectual]])
* #intellectual-disability ^property[0].code = #origin
* #intellectual-disability ^property[0].valueString = "CCW other"
* #learning-disability "Learning disability" "Specific developmental disorders."
* insert SpanishName(#learning-disability, [[Problemas de aprendizaje]])
* #learning-disability ^property[0].code = #origin
* #learning-disability ^property[0].valueString = "CCW other"
* #liver-disease "Liver disease and cirrhosis" "Chronic liver disease; cirrhosis counts by itself."
* insert SpanishName(#liver-disease, [[Enfermedad del hígado]])
* insert PlainName(#liver-disease, [[Liver disease]])
* #liver-disease ^property[0].code = #origin
* #liver-disease ^property[0].valueString = "CCW other"
* #migraine "Migraine and chronic headache" "Migraine and other headache syndromes."
* insert SpanishName(#migraine, [[Migraña o dolor de cabeza crónico]])
* #migraine ^property[0].code = #origin
* #migraine ^property[0].valueString = "CCW other"
* #mobility-impairment "Mobility impairment" "Hemiplegia, paraplegia and other paralysis."
* insert SpanishName(#mobility-impairment, [[Dificultad para moverse]])
* insert PlainName(#mobility-impairment, [[Trouble moving]])
* #mobility-impairment ^property[0].code = #origin
* #mobility-impairment ^property[0].valueString = "CCW other"
* #multiple-sclerosis "Multiple sclerosis and transverse myelitis" "Demyelinating diseases of the central nervous system."
* insert SpanishName(#multiple-sclerosis, [[Esclerosis múltiple]])
* #multiple-sclerosis ^property[0].code = #origin
* #multiple-sclerosis ^property[0].valueString = "CCW other"
* #muscular-dystrophy "Muscular dystrophy" "Primary disorders of muscle."
* insert SpanishName(#muscular-dystrophy, [[Distrofia muscular]])
* #muscular-dystrophy ^property[0].code = #origin
* #muscular-dystrophy ^property[0].valueString = "CCW other"
* #obesity "Obesity" "Obesity; severe obesity counts by itself."
* insert SpanishName(#obesity, [[Obesidad]])
* #obesity ^property[0].code = #origin
* #obesity ^property[0].valueString = "CCW other"
* #peripheral-vascular-disease "Peripheral vascular disease" "Atherosclerosis and other disease of peripheral vessels."
* insert SpanishName(#peripheral-vascular-disease, [[Mala circulación en las piernas o los brazos]])
* insert PlainName(#peripheral-vascular-disease, [[Poor circulation in the legs or arms]])
* #peripheral-vascular-disease ^property[0].code = #origin
* #peripheral-vascular-disease ^property[0].valueString = "CCW other"
* #personality-disorder "Personality disorders" "Personality and schizotypal disorders."
* insert SpanishName(#personality-disorder, [[Trastornos de la personalidad]])
* #personality-disorder ^property[0].code = #origin
* #personality-disorder ^property[0].valueString = "CCW other"
* #chronic-ulcer "Pressure and chronic ulcers" "Pressure ulcers and chronic ulcers of the skin."
* insert SpanishName(#chronic-ulcer, [[Úlceras de la piel que no sanan]])
* insert PlainName(#chronic-ulcer, [[Skin sores that do not heal]])
* #chronic-ulcer ^property[0].code = #origin
* #chronic-ulcer ^property[0].valueString = "CCW other"
* #schizophrenia "Schizophrenia" "Schizophrenia and schizoaffective disorders."
* insert SpanishName(#schizophrenia, [[Esquizofrenia]])
* #schizophrenia ^property[0].code = #origin
* #schizophrenia ^property[0].valueString = "CCW other"
* #visual-impairment "Blindness and visual impairment" "Blindness and low vision."
* insert SpanishName(#visual-impairment, [[Ceguera o vista reducida]])
* insert PlainName(#visual-impairment, [[Blindness or low vision]])
* #visual-impairment ^property[0].code = #origin
* #visual-impairment ^property[0].valueString = "CCW other"
* #hearing-impairment "Deafness and hearing impairment" "Hearing loss."
* insert SpanishName(#hearing-impairment, [[Sordera u oído reducido]])
* insert PlainName(#hearing-impairment, [[Hearing loss]])
* #hearing-impairment ^property[0].code = #origin
* #hearing-impairment ^property[0].valueString = "CCW other"
* #spina-bifida "Spina bifida" "Spina bifida."
* insert SpanishName(#spina-bifida, [[Espina bífida]])
* #spina-bifida ^property[0].code = #origin
* #spina-bifida ^property[0].valueString = "CCW other"
* #spinal-cord-injury "Spinal cord injury" "Lasting effects of an injury of the spinal cord."
* insert SpanishName(#spinal-cord-injury, [[Lesión de la médula espinal]])
* #spinal-cord-injury ^property[0].code = #origin
* #spinal-cord-injury ^property[0].valueString = "CCW other"
* #tobacco-use "Tobacco use" "Nicotine dependence and tobacco use; rarely a managed condition by itself."
* insert SpanishName(#tobacco-use, [[Consumo de tabaco]])
* #tobacco-use ^property[0].code = #origin
* #tobacco-use ^property[0].valueString = "CCW other"
* #traumatic-brain-injury "Traumatic brain injury" "Lasting effects of an injury of the brain."
* insert SpanishName(#traumatic-brain-injury, [[Lesión cerebral por un golpe]])
* #traumatic-brain-injury ^property[0].code = #origin
* #traumatic-brain-injury ^property[0].valueString = "CCW other"
* #heart-valve-disease "Heart valve disease" "Disease of the aortic, mitral, tricuspid or pulmonary valve."
* insert SpanishName(#heart-valve-disease, [[Enfermedad de las válvulas del corazón]])
* #heart-valve-disease ^property[0].code = #origin
* #heart-valve-disease ^property[0].valueString = "product"
* #interstitial-lung-disease "Interstitial lung disease" "Pulmonary fibrosis and other interstitial lung disease."
* insert SpanishName(#interstitial-lung-disease, [[Enfermedad pulmonar intersticial]])
* insert PlainName(#interstitial-lung-disease, [[Scarred lungs]])
* #interstitial-lung-disease ^property[0].code = #origin
* #interstitial-lung-disease ^property[0].valueString = "product"
* #lupus "Lupus erythematosus" "Systemic and cutaneous lupus erythematosus."
* insert SpanishName(#lupus, [[Lupus]])
* #lupus ^property[0].code = #origin
* #lupus ^property[0].valueString = "product"
* #gout "Gout" "Gout and chronic gout."
* insert SpanishName(#gout, [[Gota]])
* #gout ^property[0].code = #origin
* #gout ^property[0].valueString = "product"
* #metabolic-syndrome "Metabolic syndrome" "Metabolic syndrome and insulin resistance."
* insert SpanishName(#metabolic-syndrome, [[Síndrome metabólico]])
* #metabolic-syndrome ^property[0].code = #origin
* #metabolic-syndrome ^property[0].valueString = "product"
* #sleep-apnea "Sleep apnea" "Obstructive and other sleep apnea."
* insert SpanishName(#sleep-apnea, [[Apnea del sueño]])
* #sleep-apnea ^property[0].code = #origin
* #sleep-apnea ^property[0].valueString = "product"
* #transplant "Kidney transplant" "State after kidney transplantation."
* insert SpanishName(#transplant, [[Trasplante de riñón]])
* #transplant ^property[0].code = #origin
* #transplant ^property[0].valueString = "product"
* #reflux-disease "Gastro-esophageal reflux disease" "Gastro-esophageal reflux disease."
* insert SpanishName(#reflux-disease, [[Reflujo]])
* insert PlainName(#reflux-disease, [[Acid reflux]])
* #reflux-disease ^property[0].code = #origin
* #reflux-disease ^property[0].valueString = "product"
* #other "Other chronic condition" "A problem of the chart that no category knows and that a clinician names as chronic."
* insert SpanishName(#other, [[Otra enfermedad crónica]])
* #other ^property[0].code = #origin
* #other ^property[0].valueString = "product"
* #none "No chronic condition by itself" "Findings, risks, short illnesses: never a chronic condition, whatever their number."
* insert SpanishName(#none, [[Ninguna enfermedad crónica por sí sola]])
* #none ^property[0].code = #origin
* #none ^property[0].valueString = "product"
* #no-illness "No illness" "Social and administrative findings that records list among conditions: they are not shown."
* insert SpanishName(#no-illness, [[Ninguna enfermedad]])
* #no-illness ^property[0].code = #origin
* #no-illness ^property[0].valueString = "product"
